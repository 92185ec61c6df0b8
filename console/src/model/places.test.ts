import { describe, expect, it } from 'vitest';
import { placesAt } from './places';

function names(zoom: number, scale: number): string[] {
  return placesAt(zoom, ([longitude, latitude]) => ({ x: longitude * scale, y: -latitude * scale })).map((place) => place.name);
}

describe('placesAt', () => {
  it('shows the city from afar and its quarters from near', () => {
    expect(names(5, 20)).toContain('Kuala Lumpur');
    expect(names(5, 20)).not.toContain('Bangsar');
    expect(names(11, 100_000)).toContain('Bangsar');
    expect(names(11, 100_000)).not.toContain('Kuala Lumpur');
  });
  it('leaves out the second of two names that would overlap', () => {
    expect(names(11, 3_000)).toContain('Bangsar');
    expect(names(11, 3_000)).not.toContain('Brickfields');
    expect(names(11, 100_000)).toContain('Brickfields');
  });
});
