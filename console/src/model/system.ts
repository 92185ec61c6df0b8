import type { Schemas } from '../api/client';
import { brief } from '../quantities';
import { t } from '../words';
import { LOG_LEVELS, SYSTEM_TABS, type LogLevel, type SystemTab } from './kinds';
import { tabIn, textIn } from './search';

/** What is looked at of the system, as it stands in the address. */
export interface SystemSearch {
  tab?: SystemTab;
  service?: string;
  level?: LogLevel;
  q?: string;
}

export function systemSearch(search: Record<string, unknown>): SystemSearch {
  const level = LOG_LEVELS.find((one) => one === search['level']);
  const { service } = search;
  return {
    ...tabIn(SYSTEM_TABS, search['tab']),
    ...(typeof service === 'string' && service !== '' ? { service: service.slice(0, 40) } : {}),
    ...(level === undefined ? {} : { level }),
    ...textIn(search, 200),
  };
}

/** Everything that a request or an event did in all services: its lines of each level. */
export function linesOf(id: string): SystemSearch {
  return systemSearch({ tab: 'log', level: 'debug', q: id });
}

/** Another view of the same service; what was searched for belongs to the view that is left. */
export function otherView(search: SystemSearch, tab: SystemTab): SystemSearch {
  return systemSearch({ ...search, tab, q: undefined });
}

type Values = (number | null)[];

/**
 * The lines of a chart in a box of this size: one for each run of known values, so that what is not known is a gap. A value that
 * stands alone is a line of no length, which round ends make a point.
 */
export function paths(values: Values, width: number, height: number): string[] {
  const most = highest(values);
  const step = values.length < 2 ? 0 : width / (values.length - 1);
  const runs: string[][] = [];
  values.forEach((value, index) => {
    if (value === null) {
      return;
    }
    const point = `${(index * step).toFixed(1)},${(height - (most === 0 ? 0 : value / most) * height).toFixed(1)}`;
    const begins = index === 0 || values[index - 1] === null;
    if (begins) {
      runs.push([point]);
    } else {
      runs[runs.length - 1]?.push(point);
    }
  });
  return runs.map((points) => `M${points.join('L')}${points.length === 1 ? 'h0' : ''}`);
}

/** The highest value, 0 if none is known. */
export function highest(values: Values): number {
  return values.reduce<number>((most, value) => Math.max(most, value ?? 0), 0);
}

/** The latest value; nothing if the latest reading does not know it. */
export function latest(values: Values): number | undefined {
  return values[values.length - 1] ?? undefined;
}

type SeriesName = Schemas['Series']['name'];

/** A value as it is written beside a chart. */
export function figure(name: SeriesName, value: number): string {
  switch (name) {
    case 'mean_millis':
      return brief(value / 1000);
    case 'outbox_seconds':
      return brief(value);
    case 'heap_mib':
      return `${value.toFixed(0)} MiB`;
    case 'processor_percent':
      return `${value.toFixed(value < 10 ? 1 : 0)} %`;
    case 'requests_per_second':
    case 'errors_per_second':
      return `${value.toFixed(value < 10 ? 2 : 0)} /s`;
    default:
      return value.toFixed(0);
  }
}

/** How a bound is written, with what is used of it. */
export function limit(one: Schemas['Limit']): string {
  const mib = (bytes: number): string => (bytes / 1_048_576).toFixed(0);
  return one.name === 'bytes' || one.name === 'heap' ? t.system.limitOf(mib(one.used), `${mib(one.most)} MiB`) : t.system.limitOf(String(one.used), String(one.most));
}

/** Whether little is left of a bound. */
export function isNear(one: Schemas['Limit']): boolean {
  return one.name !== 'heap' && one.most > 0 && one.used / one.most >= 0.8;
}
