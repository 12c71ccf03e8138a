import type { Characteristic } from "../model/level.ts";

export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** With a capital at the front and a full stop at the end. */
export function sentence(text: string): string {
  const trimmed = text.trim();
  const end = /[.!?]$/.test(trimmed) ? "" : ".";
  return `${trimmed.charAt(0).toUpperCase()}${trimmed.slice(1)}${end}`;
}

/** How a characteristic is called in a sentence. */
export function nameOf(characteristic: Pick<Characteristic, "id" | "text">): string {
  return `${characteristic.id} "${characteristic.text}"`;
}

export function plural(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** Rounds what leaves the judge, so that the last bits of a floating-point sum never decide whether two machines agree. */
export function round(value: number, digits: number): number {
  const factor = 10 ** digits;
  const rounded = Math.round(value * factor) / factor;
  return rounded === 0 ? 0 : rounded;
}

/** Four significant digits, for values in the unit of a signal. */
export function roundSignificant(value: number): number {
  return Number.isFinite(value) && value !== 0 ? Number(value.toPrecision(4)) : value === 0 ? 0 : value;
}
