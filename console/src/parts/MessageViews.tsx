import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import type { JSX } from 'react';
import { api, dataOf, type Schemas } from '../api/client';
import { changed, type MessageSearch } from '../model/messages';
import { t, wordOf } from '../words';
import { rich } from '../words/rich';
import { SearchBox } from './SearchBox';
import { Loaded } from './states';
import { Ago } from './time';

/** As many as the service lists. */
const MOST_HANDED = 100;

/** What messages say, with example values. */
export function Templates(): JSX.Element {
  const templates = useQuery({ queryKey: ['message-templates'], queryFn: () => dataOf(api.GET('/api/v1/console/message-templates')), staleTime: Infinity });
  return (
    <Loaded query={templates}>
      {({ items }) => (
        <div className="letters">
          <p className="hint">{t.messages.examples}</p>
          {items.map((template) => (
            <details key={template.name}>
              <summary>{template.title} <small>{t.messages.toldWith(template.name, template.event_type)}</small></summary>
              <p>{template.text}</p>
              <Renderings renderings={template.renderings} />
            </details>
          ))}
        </div>
      )}
    </Loaded>
  );
}

/** What a message says by each channel. */
export function Renderings({ renderings }: { renderings: Schemas['Rendering'][] }): JSX.Element {
  return (
    <dl className="facts renderings">
      {renderings.map((one) => (
        <div key={one.channel}>
          <dt>{wordOf(t.api.channel, one.channel)}</dt>
          <dd>
            {one.channel !== 'sms' && <strong>{one.title}</strong>}
            <p>{one.text}</p>
            {one.html !== '' && <details><summary>{t.messages.html}</summary><pre tabIndex={0}>{one.html}</pre></details>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** What the simulated providers were handed instead of sending it. */
export function Outgoing({ search }: { search: MessageSearch }): JSX.Element {
  const navigate = useNavigate({ from: '/messages' });
  const { channel, q } = search;
  const inbox = useQuery({
    queryKey: ['message-inbox', channel, q],
    queryFn: () => dataOf(api.GET('/api/v1/console/message-inbox', { params: { query: { ...(channel === undefined ? {} : { channel }), ...(q === undefined ? {} : { q }) } } })),
    refetchInterval: 5_000,
  });
  return (
    <Loaded query={inbox}>
      {({ simulated, items }) => (
        <>
          <p className="hint">{simulated.length === 0 ? t.messages.nothingSimulated : t.messages.simulated(MOST_HANDED)}</p>
          {simulated.length > 0 && (
            <div className="filters">
              <SearchBox text={q} hint={t.messages.inboxSearchHint} label={t.messages.inboxSearch} most={255} onSearch={(text) => void navigate({ search: changed(search, { q: text }) })} />
              <div role="group" aria-label={t.messages.channels}>
                {simulated.map((name) => (
                  <button key={name} type="button" className="chip" aria-pressed={channel === name} onClick={() => void navigate({ search: changed(search, { channel: channel === name ? undefined : (name as NonNullable<typeof channel>) }) })}>{wordOf(t.api.channel, name)}</button>
                ))}
              </div>
            </div>
          )}
          {simulated.length > 0 && items.length === 0 && <div className="empty"><p>{t.messages.emptyInbox}</p></div>}
          <Handed messages={items} />
        </>
      )}
    </Loaded>
  );
}

/** Messages as simulated providers took them. */
export function Handed({ messages }: { messages: Schemas['OutgoingMessage'][] }): JSX.Element {
  return (
    <ul className="notices">
      {messages.map((message) => (
        <li key={`${message.notice_id} ${message.channel} ${message.address}`}>
          <Link to="/messages/$id" params={{ id: message.notice_id }}>{message.title}</Link> <small>{rich(t.messages.handedTo, wordOf(t.api.channel, message.channel), message.address, <Ago time={message.sent_at} />)}</small>
          <p>{message.text}</p>
        </li>
      ))}
    </ul>
  );
}
