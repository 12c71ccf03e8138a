import { gammaln, probit } from "simple-statistics";

/** Natural logarithm of the gamma function for x > 0 (Lanczos; relative error below 1e-14). */
export const logGamma: (x: number) => number = gammaln;

const TINY = 1e-300;
const EPSILON = 1e-15;
const MAX_ITERATIONS = 100_000;

/**
 * Regularised lower incomplete gamma function P(a, x), 0-1, for a > 0 and x >= 0.
 * Series below a + 1, continued fraction (modified Lentz) above (Abramowitz & Stegun 6.5.29 and 6.5.31).
 */
export function regularisedGamma(a: number, x: number): number {
  if (x <= 0) return 0;
  if (x === Infinity) return 1;
  return x < a + 1 ? gammaSeries(a, x) : 1 - gammaFraction(a, x);
}

/** 1 - P(a, x) without losing the digits of a small tail. */
export function regularisedGammaUpper(a: number, x: number): number {
  if (x <= 0) return 1;
  if (x === Infinity) return 0;
  return x < a + 1 ? 1 - gammaSeries(a, x) : gammaFraction(a, x);
}

function gammaSeries(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; n < MAX_ITERATIONS; n++) {
    term *= x / (a + n);
    sum += term;
    if (term < sum * EPSILON) break;
  }
  return sum * Math.exp(-x + a * Math.log(x) - logGamma(a));
}

function gammaFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1 / TINY;
  let d = 1 / b;
  let h = d;
  for (let i = 1; i < MAX_ITERATIONS; i++) {
    const an = -i * (i - a);
    b += 2;
    d = an * d + b;
    if (Math.abs(d) < TINY) d = TINY;
    c = b + an / c;
    if (Math.abs(c) < TINY) c = TINY;
    d = 1 / d;
    const delta = d * c;
    h *= delta;
    if (Math.abs(delta - 1) < EPSILON) break;
  }
  return h * Math.exp(-x + a * Math.log(x) - logGamma(a));
}

/** P(X <= x) for X ~ Gamma(shape, rate), by the quantile's inverse; x >= 0. */
export function gammaQuantile(p: number, shape: number, rate: number): number {
  if (p <= 0) return 0;
  if (p >= 1) return Infinity;
  // Wilson-Hilferty start; a bracket keeps Newton's steps honest for small shapes.
  const wilsonHilferty = 1 - 1 / (9 * shape) + normalQuantile(p) / (3 * Math.sqrt(shape));
  let low = 0;
  let high = Math.max(1, shape);
  while (regularisedGamma(shape, high) < p) high *= 2;
  let x = shape * wilsonHilferty ** 3;
  if (!(x > low && x < high)) x = high / 2;
  for (let i = 0; i < 200; i++) {
    const error = regularisedGamma(shape, x) - p;
    if (error > 0) high = x;
    else low = x;
    const density = Math.exp((shape - 1) * Math.log(x) - x - logGamma(shape));
    let next = x - error / density;
    if (!(next > low && next < high)) next = (low + high) / 2;
    if (Math.abs(next - x) <= 1e-13 * next) return next / rate;
    x = next;
  }
  return x / rate;
}

/** P(Z <= z) for a standard normal, to about 15 digits, also in the lower tail. */
export function normalCdf(z: number): number {
  const half = (z * z) / 2;
  return z < 0 ? regularisedGammaUpper(0.5, half) / 2 : (1 + regularisedGamma(0.5, half)) / 2;
}

/** Inverse of `normalCdf`: -Infinity at 0, Infinity at 1. */
export function normalQuantile(p: number): number {
  if (!(p > 0)) return p === 0 ? -Infinity : NaN;
  if (!(p < 1)) return p === 1 ? Infinity : NaN;
  if (p > 0.5) return -normalQuantile(1 - p);
  // `probit` is good to three digits; Halley's method triples the digits at each step.
  let z = probit(p);
  for (let i = 0; i < 6; i++) {
    const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
    const u = (normalCdf(z) - p) / density;
    const step = u / (1 + (z * u) / 2);
    z -= step;
    if (Math.abs(step) < 1e-14 * Math.max(1, Math.abs(z))) break;
  }
  return z;
}

/** Regularised incomplete beta function I_x(a, b): P(X <= x) for X ~ Beta(a, b) (continued fraction, A&S 26.5.8, modified Lentz). */
export function regularisedBeta(x: number, a: number, b: number): number {
  return betaBelow(x, a, b, logGamma(a + b) - logGamma(a) - logGamma(b));
}

/** `regularisedBeta` with the part of it that does not depend on x: -ln B(a, b). */
function betaBelow(x: number, a: number, b: number, constant: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = Math.exp(constant + a * Math.log(x) + b * Math.log1p(-x));
  return x < (a + 1) / (a + b + 2) ? (front * betaFraction(x, a, b)) / a : 1 - (front * betaFraction(1 - x, b, a)) / b;
}

function betaFraction(x: number, a: number, b: number): number {
  const sum = a + b;
  let c = 1;
  let d = 1 - (sum * x) / (a + 1);
  if (Math.abs(d) < TINY) d = TINY;
  d = 1 / d;
  let h = d;
  for (let m = 1; m < MAX_ITERATIONS; m++) {
    const m2 = 2 * m;
    const even = (m * (b - m) * x) / ((a - 1 + m2) * (a + m2));
    d = 1 + even * d;
    if (Math.abs(d) < TINY) d = TINY;
    c = 1 + even / c;
    if (Math.abs(c) < TINY) c = TINY;
    d = 1 / d;
    h *= d * c;
    const odd = (-(a + m) * (sum + m) * x) / ((a + m2) * (a + 1 + m2));
    d = 1 + odd * d;
    if (Math.abs(d) < TINY) d = TINY;
    c = 1 + odd / c;
    if (Math.abs(c) < TINY) c = TINY;
    d = 1 / d;
    const delta = d * c;
    h *= delta;
    if (Math.abs(delta - 1) < EPSILON) break;
  }
  return h;
}

/** Quantile of Beta(a, b): Newton's method inside a shrinking bracket. 0 at p = 0, 1 at p = 1. `start` may be any guess. */
export function betaQuantile(p: number, a: number, b: number, start?: number): number {
  return betaQuantiles(a, b)(p, start);
}

/** Quantiles of one Beta(a, b), of which what they share is found once. */
export function betaQuantiles(a: number, b: number): (p: number, start?: number) => number {
  const mean = a / (a + b);
  const sd = Math.sqrt((mean * (1 - mean)) / (a + b + 1));
  const [ofA, ofB, ofBoth] = [logGamma(a), logGamma(b), logGamma(a + b)];
  const logBeta = ofA + ofB - ofBoth;
  const constant = ofBoth - ofA - ofB;
  return (p, start) => {
    if (p <= 0) return 0;
    if (p >= 1) return 1;
    let low = 0;
    let high = 1;
    let x = start ?? mean + sd * normalQuantile(p);
    if (!(x > 0 && x < 1)) x = mean;
    for (let i = 0; i < 200; i++) {
      const error = betaBelow(x, a, b, constant) - p;
      if (error > 0) high = x;
      else low = x;
      const density = Math.exp((a - 1) * Math.log(x) + (b - 1) * Math.log1p(-x) - logBeta);
      let next = x - error / density;
      if (!(next > low && next < high)) next = (low + high) / 2;
      if (Math.abs(next - x) <= 1e-14 + 1e-12 * next) return next;
      x = next;
    }
    return x;
  };
}
