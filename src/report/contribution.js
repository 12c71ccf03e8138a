/** Share of a characteristic's attainment that one signal brings, 0-1 (weight x root of desirability); null when it was not measured. */
export function contribution(characteristic, part) {
    if (part.desirability === null)
        return null;
    const total = characteristic.signals.reduce((sum, other) => sum + other.weight * Math.sqrt(other.desirability ?? 0), 0);
    return total === 0 ? 0 : Number(((part.weight * Math.sqrt(part.desirability)) / total).toFixed(4));
}
