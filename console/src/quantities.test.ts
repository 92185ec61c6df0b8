import { afterEach, describe, expect, it } from 'vitest';
import { ago, ahead, brief, duration, kilometres, money, share, shortId, speed } from './quantities';
import { speak, t } from './words';

describe('quantities', () => {
  afterEach(() => speak('en'));

  it.each([[0, 'RM 0.00'], [5, 'RM 0.05'], [123456789, 'RM 1,234,567.89'], [-2210, '−RM 22.10']])('%d sen is %s', (cents, text) => {
    expect(money(cents)).toBe(text);
  });
  it.each([[0, '0 s'], [59, '59 s'], [61, '1 min 1 s'], [7500, '2 h 5 min'], [90_000, '1 d 1 h'], [3600, '1 h']])('%d seconds are %s', (seconds, text) => {
    expect(duration(seconds)).toBe(text);
  });
  it.each([[0.0004, '1 ms'], [0.0183, '18 ms'], [0.9996, '1.0 s'], [12.34, '12.3 s']])('%d seconds are briefly %s', (seconds, text) => {
    expect(brief(seconds)).toBe(text);
  });
  it.each([[0, 10, '0%'], [0, 0, '0%'], [1, 100_000, '< 0.1%'], [1, 80, '1.3%'], [5, 5, '100.0%']])('%d of %d are %s', (part, of, text) => {
    expect(share(part, of)).toBe(text);
  });
  it('leaves the seconds out of what was minutes ago', () => {
    expect(ago('2026-02-12T10:00:00Z', Date.parse('2026-02-12T10:02:30Z'))).toBe('2 minutes ago');
    expect(ago('2026-02-12T10:00:00Z', Date.parse('2026-02-12T11:35:00Z'))).toBe('95 minutes ago');
  });
  it('says in how long what is to come will be', () => {
    expect(ago('2026-02-12T19:00:00Z', Date.parse('2026-02-12T10:00:00Z'))).toBe('in 9 hours');
    expect(ago('2026-02-12T10:00:03Z', Date.parse('2026-02-12T10:00:00Z'))).toBe('just now');
  });
  it.each([['10:00:30', 'in 30 s', 'dalam masa 30 s'], ['10:01:59.900', 'in 1 min 59 s', 'dalam masa 1 min 59 s'], ['09:59:58', 'in 0 s', 'dalam masa 0 s']])('counts down to %s', async (time, english, malay) => {
    const told = (): string => ahead(`2026-02-12T${time}Z`, Date.parse('2026-02-12T10:00:00Z'));
    expect([told(), t.system.until(told()), t.simulator.brokerUntil(told())]).toEqual([english, `ends ${english}`, `It goes on by itself ${english}.`]);
    await speak('ms');
    expect([told(), t.system.until(told()), t.simulator.brokerUntil(told())]).toEqual([malay, `tamat ${malay}`, `Broker bersambung sendiri ${malay}.`]);
  });
  it('writes all of it in Malay once that is chosen', async () => {
    await speak('ms');
    expect([duration(7500), ago('2026-02-12T10:00:00Z', Date.parse('2026-02-12T10:02:30Z')), money(2210), kilometres(1.25), speed(41.6)]).toEqual(['2 jam 5 min', '2 minit lalu', 'RM 22.10', '1.3 km', '42 km/j']);
  });
  it('shortens ids of one moment to texts that differ', () => {
    expect(shortId('0193f1c9-0b7e-7d41-8c55-6e1f3a9b2d44')).toBe('…3a9b2d44');
  });
});
