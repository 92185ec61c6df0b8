import type { Schemas } from '../api/client';

export type Process = Schemas['PlatformProcess'];

/** How many seconds the broker can be taken away for. */
export const AWAY_SECONDS = [10, 30, 60, 120] as const;
export type AwaySeconds = (typeof AWAY_SECONDS)[number];
export const USUAL_SECONDS: AwaySeconds = 30;

/** How often a list is asked for: soon while something in it is about to change. */
export function askAgainAfter(processes: Process[] | undefined): number {
  return processes?.some((one) => one.state !== 'running') === true ? 1_000 : 10_000;
}

/** Whether the answer to its restart, and all of the page's requests, come through this process. */
export function carriesThePage(process: Process): boolean {
  return process.console || process.services.includes('gateway');
}

/** Whether nothing shows yet what became of an order to restart this process: it is the same one as before. */
export function isStill(before: Process, processes: Process[]): boolean {
  const now = processes.find((one) => one.name === before.name);
  return now === undefined || (now.pid === before.pid && now.since === before.since);
}
