import { describe, expect, it } from 'vitest';
import type { Schemas } from '../api/client';
import { placeFrom, simulatedPoints, simulation, underWay } from './simulator';

const runner = (more: Partial<Schemas['SimulatedRunner']>): Schemas['SimulatedRunner'] => ({ id: 'a', name: 'A', doing: 'waiting', phone_lost: false, latitude: 3.1, longitude: 101.7, ...more });

describe('simulator', () => {
  it('reads what is to be simulated from the address', () => {
    expect(simulation({ count: 12, card: 'card_declined', runner: 'a' })).toEqual({ count: 12, card: 'card_declined', runner: 'a' });
  });
  it.each([0, 51, 1.5, 'many', null, ''])('leaves out a count of %s', (count) => {
    expect(simulation({ count, card: 'gold', runner: 7 })).toEqual({});
  });
  it('reads for how long the broker is to be away, if that can be chosen', () => {
    expect([simulation({ seconds: 60 }), simulation({ seconds: '120' }), simulation({ seconds: 121 }), simulation({ seconds: null })]).toEqual([{ seconds: 60 }, { seconds: 120 }, {}, {}]);
  });
  it('counts what is under way', () => {
    expect(underWay({ made: 9, completed: 3, unpaid: 1, cancelled: 1, lost: 1, left: 1 })).toBe(2);
  });
  it('shows runners on duty in their state', () => {
    const shown = simulatedPoints([runner({}), runner({ id: 'b', doing: 'with_pet' }), runner({ id: 'c', doing: 'to_pickup', phone_lost: true }), runner({ id: 'd', doing: 'off_duty' })], 'b');
    expect(shown.features.map((one) => one.properties)).toEqual([
      { id: 'a', state: 'free', picked: false },
      { id: 'b', state: 'busy', picked: true },
      { id: 'c', state: 'silent', picked: false },
    ]);
  });
  it.each([['', '101.7'], ['91', '101.7'], ['3.1', '-181'], ['here', '101.7']])('takes %s, %s for no place', (latitude, longitude) => {
    expect(placeFrom(latitude, longitude)).toBeUndefined();
  });
  it('takes two numbers for a place', () => {
    expect(placeFrom(' 3.14', '101.69')).toEqual({ latitude: 3.14, longitude: 101.69 });
  });
});
