import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import type { JSX } from 'react';
import { api, dataOf, type Schemas } from '../api/client';
import { LOG_LEVELS } from '../model/kinds';
import { linesOf, systemSearch, type SystemSearch } from '../model/system';
import { t } from '../words';
import { rich } from '../words/rich';
import { SearchBox } from './SearchBox';
import { ServicePicker } from './ServicePicker';
import { Badge, Loaded, Missing } from './states';
import { DataTable } from './tables';
import { Ago } from './time';

const TONES = { debug: 'none', info: 'in_progress', warn: 'pending', error: 'failed' } as const;

/** The latest lines of the logs, by a search that stands in the address. */
export function ServiceLog({ search }: { search: SystemSearch }): JSX.Element {
  const { service, level = 'info', q } = search;
  const navigate = useNavigate({ from: '/system' });
  const log = useQuery({
    queryKey: ['log', service, level, q],
    queryFn: () => dataOf(api.GET('/api/v1/console/system/log', { params: { query: { level, ...(service === undefined ? {} : { service }), ...(q === undefined ? {} : { q }) } } })),
    refetchInterval: 5_000,
  });
  return (
    <section>
      <h2>{t.system.log}</h2>
      <p className="hint">{rich(t.system.aboutLog, <code>./kilat logs</code>)}</p>
      <ServicePicker search={search} all />
      <div className="filters">
        <div role="group" aria-label={t.system.level}>
          {LOG_LEVELS.map((one) => <button key={one} type="button" className="chip" aria-pressed={one === level} onClick={() => void navigate({ search: systemSearch({ ...search, level: one }) })}>{one === 'error' ? t.api.logLevel.error : t.system.andAbove(t.api.logLevel[one])}</button>)}
        </div>
        <SearchBox text={q} hint={t.system.searchLog} label={t.system.searchLog} most={200} onSearch={(next) => void navigate({ search: systemSearch({ ...search, q: next }) })} />
      </div>
      <Loaded query={log}>
        {(data) => (
          <>
            <Missing parts={data.missing} />
            {data.lines.length === 0 ? <div className="empty"><p>{t.system.noLines}</p><Link to="/system" search={{ tab: 'log' }}>{t.system.showAll}</Link></div> : <Lines lines={data.lines} />}
            {data.more && <p className="hint">{t.system.moreLines}</p>}
            <details>
              <summary>{t.system.instancesAnswered(data.asked.length)}</summary>
              <ul>{data.asked.map((one) => <li key={one.name}>{rich(t.system.keptSince, one.name, <Ago time={one.since} />)}</li>)}</ul>
            </details>
          </>
        )}
      </Loaded>
    </section>
  );
}

function Lines({ lines }: { lines: Schemas['LogLine'][] }): JSX.Element {
  const found = (id: string): JSX.Element => <Link to="/system" search={linesOf(id)} title={id}>{id.slice(0, 8)}</Link>;
  return (
    <DataTable name={t.system.log} columns={t.system.logColumns}>
      {lines.map((line, index) => (
        <tr key={`${line.at} ${line.service} ${index}`}>
          <td><Ago time={line.at} /></td>
          <td><Badge state={TONES[line.level]}>{t.api.logLevel[line.level]}</Badge></td>
          <td>{line.service === '' ? '–' : line.service}</td>
          <td className="wrap">
            {line.message} <small>{line.logger}</small>
            {line.error !== undefined && <details><summary>{line.error.split('\n', 1)[0]}</summary><pre>{line.error}</pre></details>}
          </td>
          <td>{line.request_id === undefined ? '–' : found(line.request_id)}</td>
          <td>{line.trace_id === undefined ? '–' : found(line.trace_id)}</td>
        </tr>
      ))}
    </DataTable>
  );
}
