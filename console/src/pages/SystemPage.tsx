import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { JSX } from 'react';
import { api, dataOf } from '../api/client';
import { SYSTEM_TABS } from '../model/kinds';
import { otherView } from '../model/system';
import { ServiceCharts } from '../parts/ServiceCharts';
import { ServiceLog } from '../parts/ServiceLog';
import { ServiceSettings } from '../parts/ServiceSettings';
import { Processes } from '../parts/Processes';
import { Breakers, Instances, Limits, Services, Slowest } from '../parts/ServiceViews';
import { Loaded } from '../parts/states';
import { Tabs } from '../parts/Tabs';
import { t } from '../words';

/** The services as they report on themselves. */
export function SystemPage(): JSX.Element {
  const search = useSearch({ from: '/shell/system' });
  const navigate = useNavigate({ from: '/system' });
  const { tab = 'services' } = search;
  return (
    <>
      <h1>{t.system.title}</h1>
      <Tabs label={t.system.views} names={SYSTEM_TABS} words={t.system.tabs} chosen={tab} onChoose={(next) => void navigate({ search: otherView(search, next) })}>
        {tab === 'services' && <State />}
        {tab === 'charts' && <ServiceCharts service={search.service} />}
        {tab === 'settings' && <ServiceSettings search={search} />}
        {tab === 'log' && <ServiceLog search={search} />}
      </Tabs>
    </>
  );
}

function State(): JSX.Element {
  const system = useQuery({ queryKey: ['system'], queryFn: () => dataOf(api.GET('/api/v1/console/system')), refetchInterval: 10_000 });
  return (
    <Loaded query={system}>
      {(data) => (
        <>
          <Services services={data.services} />
          <Instances services={data.services} />
          <Processes />
          <Limits services={data.services} />
          <Breakers services={data.services} />
          <Slowest operations={data.slowest} />
        </>
      )}
    </Loaded>
  );
}
