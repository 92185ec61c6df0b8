import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { JSX } from 'react';
import { api, dataOf } from '../api/client';
import { systemSearch, type SystemSearch } from '../model/system';
import { t } from '../words';

/** Which service is looked at; it stands in the address. The console itself is one of them. */
export function ServicePicker({ search, all }: { search: SystemSearch; all: boolean }): JSX.Element {
  const navigate = useNavigate({ from: '/system' });
  const system = useQuery({ queryKey: ['system'], queryFn: () => dataOf(api.GET('/api/v1/console/system')) });
  const names = system.data === undefined ? (search.service === undefined ? [] : [search.service]) : [...system.data.services.map((service) => service.name), 'console'];
  const pick = (service: string | undefined): void => void navigate({ search: systemSearch({ ...search, service }) });
  return (
    <div role="group" aria-label={t.system.service} className="sources">
      {all && <button type="button" className="chip" aria-pressed={search.service === undefined} onClick={() => pick(undefined)}>{t.system.allServices}</button>}
      {names.map((one) => <button key={one} type="button" className="chip" aria-pressed={search.service === one} onClick={() => pick(one)}>{one}</button>)}
    </div>
  );
}
