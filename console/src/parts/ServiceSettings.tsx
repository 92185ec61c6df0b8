import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { JSX } from 'react';
import { api, dataOf } from '../api/client';
import { systemSearch, type SystemSearch } from '../model/system';
import { t } from '../words';
import { rich } from '../words/rich';
import { SearchBox } from './SearchBox';
import { ServicePicker } from './ServicePicker';
import { Badge, Loaded, Missing } from './states';
import { DataTable } from './tables';

/** The settings in force of a service. */
export function ServiceSettings({ search }: { search: SystemSearch }): JSX.Element {
  return (
    <section>
      <h2>{t.system.settings}</h2>
      <p className="hint">{rich(t.system.aboutSettings, <code>docs/settings.md</code>)}</p>
      <ServicePicker search={search} all={false} />
      {search.service === undefined ? <div className="empty"><p>{t.system.pick}</p></div> : <Of service={search.service} search={search} />}
    </section>
  );
}

function Of({ service, search }: { service: string; search: SystemSearch }): JSX.Element {
  const navigate = useNavigate({ from: '/system' });
  const settings = useQuery({ queryKey: ['settings', service], queryFn: () => dataOf(api.GET('/api/v1/console/system/settings/{service}', { params: { path: { service } } })) });
  const wanted = (search.q ?? '').toUpperCase();
  return (
    <>
      <div className="filters">
        <SearchBox text={search.q} hint={t.system.searchSetting} label={t.system.searchSetting} most={200} onSearch={(next) => void navigate({ search: systemSearch({ ...search, q: next }) })} />
      </div>
      <Loaded query={settings}>
        {(data) => (
          <>
            <Missing parts={data.missing} />
            {data.instances.map((instance) => {
              const shown = instance.settings.filter((setting) => setting.name.includes(wanted));
              return (
                <div key={instance.name}>
                  <h3>{instance.name}</h3>
                  {shown.length === 0 ? <p className="hint">{t.system.noSetting}</p> : (
                    <DataTable name={t.system.settingsOf(instance.name)} columns={t.system.settingColumns}>
                      {shown.map((setting) => (
                        <tr key={setting.name}>
                          <td><code>{setting.name}</code></td>
                          <td className="wrap">{setting.hidden ? <em>{t.system.hidden}</em> : setting.value === undefined ? '–' : <code>{setting.value}</code>}</td>
                          <td><Badge state={setting.source === 'environment' ? 'in_progress' : 'none'}>{t.api.settingSource[setting.source]}</Badge></td>
                        </tr>
                      ))}
                    </DataTable>
                  )}
                </div>
              );
            })}
          </>
        )}
      </Loaded>
    </>
  );
}
