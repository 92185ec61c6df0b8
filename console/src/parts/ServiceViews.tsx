import { Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import type { Schemas } from '../api/client';
import { isNear, limit } from '../model/system';
import { brief, whole } from '../quantities';
import { t } from '../words';
import { rich } from '../words/rich';
import { Badge } from './states';
import { DataTable } from './tables';
import { Ago } from './time';

type Service = Schemas['ServiceState'];

/** What each service says of itself. */
export function Services({ services }: { services: Service[] }): JSX.Element {
  return (
    <section>
      <h2 id="services">{t.system.services}</h2>
      <DataTable name={t.system.services} columns={t.system.serviceColumns}>
        {services.map((service) => (
          <tr key={service.name}>
            <td><strong>{service.name}</strong> <Link to="/system" search={{ tab: 'log', service: service.name }}>{t.system.tabs.log}</Link> <Link to="/system" search={{ tab: 'settings', service: service.name }}>{t.system.tabs.settings}</Link></td>
            <td><Badge state={service.status}>{t.api.service[service.status]}</Badge></td>
            <td className="number">{service.status === 'away' ? '–' : brief(service.millis / 1000)}</td>
            <td className="wrap">{service.status === 'away' ? service.words : service.alarms.length === 0 ? '–' : service.alarms.map((alarm) => <div key={alarm.name}><strong>{alarm.name}</strong> {alarm.words}</div>)}</td>
            <td className="wrap"><Checks checks={service.checks} /></td>
          </tr>
        ))}
      </DataTable>
      <p className="hint">{rich(t.system.alarms, <code>docs/operate.md</code>)}</p>
    </section>
  );
}

/** Those that fail with their words; the rest is counted. */
function Checks({ checks }: { checks: Schemas['Word'][] }): JSX.Element {
  const failing = checks.filter((check) => check.words !== 'ok');
  const good = checks.length - failing.length;
  return (
    <>
      {failing.map((check) => <div key={check.name}><strong>{check.name}</strong> {check.words}</div>)}
      {good > 0 && <small title={checks.filter((check) => check.words === 'ok').map((check) => check.name).join(', ')}>{t.system.good(good)}</small>}
    </>
  );
}

/** The operations that take longest. */
export function Slowest({ operations }: { operations: Schemas['OperationState'][] }): JSX.Element {
  return (
    <section>
      <h2 id="slowest">{t.system.slowest} <small>{t.system.slowestBy}</small></h2>
      {operations.length === 0 ? <p className="hint">{t.system.noOperations}</p> : (
        <DataTable name={t.system.slowest} columns={t.system.operationColumns}>
          {operations.map((one) => (
            <tr key={`${one.service} ${one.name}`}>
              <td><code>{one.name}</code></td>
              <td>{one.service}</td>
              <td className="number">{whole(one.requests)}</td>
              <td className={one.errors > 0 ? 'number bad' : 'number'}>{one.errors}</td>
              <td className="number">{brief(one.mean_millis / 1000)}</td>
              <td className="number">{brief(one.max_millis / 1000)}</td>
            </tr>
          ))}
        </DataTable>
      )}
    </section>
  );
}

/** Each process in which a service runs. */
export function Instances({ services }: { services: Service[] }): JSX.Element {
  const all = services.flatMap((service) => service.instances.map((instance) => ({ name: service.name, ...instance })));
  return (
    <section>
      <h2 id="instances">{t.system.instances}</h2>
      <DataTable name={t.system.instances} columns={t.system.instanceColumns}>
        {all.map((one) => (
          <tr key={`${one.name} ${one.address}`}>
            <td>{one.name}</td>
            <td><code>{one.address}</code></td>
            {one.words === undefined ? (
              <>
                <td>{one.started_at === undefined ? '–' : <Ago time={one.started_at} />}</td>
                <td>{one.version}</td>
                <td>{one.host}</td>
                <td className="number">{one.pid}</td>
                <td>{one.java}</td>
              </>
            ) : <td colSpan={5} className="wrap"><Badge state="away">{t.api.service.away}</Badge>{one.words}</td>}
          </tr>
        ))}
      </DataTable>
      <p className="hint">{t.system.aboutInstances}</p>
    </section>
  );
}

/** What is used of each bound, in the order of their words. */
export function Limits({ services }: { services: Service[] }): JSX.Element {
  const of = (service: Service, name: string): Schemas['Limit'] | undefined => service.limits.find((one) => one.name === name);
  return (
    <section>
      <h2 id="limits">{t.system.limits}</h2>
      <DataTable name={t.system.limits} columns={{ service: t.system.service, ...t.api.limit }}>
        {services.map((service) => (
          <tr key={service.name}>
            <td>{service.name}</td>
            {Object.keys(t.api.limit).map((name) => {
              const one = of(service, name);
              return <td key={name} className={one !== undefined && isNear(one) ? 'number bad' : 'number'}>{one === undefined ? '–' : limit(one)}</td>;
            })}
          </tr>
        ))}
      </DataTable>
      <p className="hint">{t.system.aboutLimits}</p>
    </section>
  );
}

/** Whom services leave in peace after failures. */
export function Breakers({ services }: { services: Service[] }): JSX.Element {
  const all = services.flatMap((service) => service.breakers.map((breaker) => ({ service: service.name, ...breaker })));
  return (
    <section>
      <h2 id="breakers">{t.system.breakers}</h2>
      {all.length === 0 ? <p className="hint">{t.system.noBreakers}</p> : (
        <DataTable name={t.system.breakers} columns={t.system.breakerColumns}>
          {all.map((one) => (
            <tr key={`${one.service} ${one.name}`}>
              <td>{one.service}</td>
              <td>{one.name}</td>
              <td><Badge state={one.open ? 'away' : 'ready'}>{one.open ? t.system.open : t.system.closed}</Badge></td>
            </tr>
          ))}
        </DataTable>
      )}
    </section>
  );
}
