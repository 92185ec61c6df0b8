import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import { api, dataOf, type Schemas } from '../api/client';
import { figure, highest, latest, paths } from '../model/system';
import { absolute } from '../quantities';
import { t } from '../words';
import { Loaded } from './states';

const WIDTH = 240;
const HEIGHT = 48;

/** The metrics of the last hour: a row of charts for each service, or for the one that is picked. */
export function ServiceCharts({ service }: { service: string | undefined }): JSX.Element {
  const metrics = useQuery({ queryKey: ['metrics'], queryFn: () => dataOf(api.GET('/api/v1/console/system/metrics')), refetchInterval: 30_000 });
  return (
    <section>
      <h2>{t.system.charts}</h2>
      <p className="hint">{t.system.aboutCharts}</p>
      <Loaded query={metrics}>{(data) => (data.times.length < 2 ? <div className="empty"><p>{t.system.noCharts}</p></div> : <All metrics={data} service={service} />)}</Loaded>
    </section>
  );
}

function All({ metrics, service }: { metrics: Schemas['ServiceMetrics']; service: string | undefined }): JSX.Element {
  const shown = metrics.services.filter((one) => service === undefined || one.name === service);
  const [first, last] = [metrics.times[0] ?? '', metrics.times[metrics.times.length - 1] ?? ''];
  return (
    <>
      <p><small>{absolute(first)} – {absolute(last)}</small>{service !== undefined && <> <Link to="/system" search={{ tab: 'charts' }}>{t.system.showAllServices}</Link></>}</p>
      {shown.map((one) => (
        <div key={one.name}>
          <h3><Link to="/system" search={{ tab: 'charts', service: one.name }}>{one.name}</Link></h3>
          <div className="sparks">
            {one.series.map((series) => <Chart key={series.name} series={series} of={one.name} />)}
          </div>
        </div>
      ))}
    </>
  );
}

function Chart({ series, of }: { series: Schemas['Series']; of: string }): JSX.Element {
  const now = latest(series.values);
  const most = figure(series.name, highest(series.values));
  const word = t.api.series[series.name];
  const told = now === undefined ? t.system.notKnown : t.system.valueNow(figure(series.name, now));
  return (
    <figure>
      <figcaption>{word} <strong>{now === undefined ? '–' : figure(series.name, now)}</strong></figcaption>
      <svg viewBox={`-2 -2 ${WIDTH + 4} ${HEIGHT + 4}`} preserveAspectRatio="none" role="img" aria-label={t.system.chart(word, of, told, most)}>
        <path className="ground" d={`M0,${HEIGHT}h${WIDTH}`} />
        {paths(series.values, WIDTH, HEIGHT).map((path) => <path key={path} d={path} />)}
      </svg>
      <small>{t.system.atMost(most)}</small>
    </figure>
  );
}
