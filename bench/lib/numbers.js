// Chance that is the same in every run, and what is told of many numbers.

// Numbers from 0 to below 1 (xorshift, Marsaglia 2003).
export function random(seed) {
  let state = seed | 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

const sorted = (values) => values.filter(Number.isFinite).sort((one, other) => one - other);

// The smallest value that this share of them does not exceed (nearest rank); nothing of none.
export function percentile(values, share) {
  const all = sorted(values);
  return all[Math.max(0, Math.ceil(all.length * share) - 1)];
}

// Middle and both ends.
export function spread(values) {
  const all = sorted(values);
  return { median: percentile(all, 0.5), least: all[0], most: all.at(-1) };
}
