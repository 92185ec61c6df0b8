import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import type { FormEvent, JSX } from 'react';
import { api, dataOf, type Schemas } from '../api/client';
import { changed, type MessageSearch } from '../model/messages';
import { channelWord, MESSAGE_TEXTS } from '../words';
import { Loaded } from './states';
import { Ago } from './time';

/** What messages say, with example values. */
export function Templates(): JSX.Element {
  const templates = useQuery({ queryKey: ['message-templates'], queryFn: () => dataOf(api.GET('/api/v1/console/message-templates')), staleTime: Infinity });
  return (
    <Loaded query={templates}>
      {({ items }) => (
        <div className="letters">
          <p className="hint">{MESSAGE_TEXTS.examples}</p>
          {items.map((template) => (
            <details key={template.name}>
              <summary>{template.title} <small>{template.name}, told with {template.event_type}</small></summary>
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
          <dt>{channelWord(one.channel)}</dt>
          <dd>
            {one.channel !== 'sms' && <strong>{one.title}</strong>}
            <p>{one.text}</p>
            {one.html !== '' && <details><summary>HTML of the mail</summary><pre tabIndex={0}>{one.html}</pre></details>}
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
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const text = String(new FormData(event.currentTarget).get('q') ?? '').trim();
    void navigate({ search: changed(search, { q: text === '' ? undefined : text }) });
  };
  return (
    <Loaded query={inbox}>
      {({ simulated, items }) => (
        <>
          <p className="hint">{simulated.length === 0 ? MESSAGE_TEXTS.nothingSimulated : MESSAGE_TEXTS.simulated}</p>
          {simulated.length > 0 && (
            <div className="filters">
              <form role="search" onSubmit={submit}>
                <input key={q ?? ''} type="search" name="q" defaultValue={q ?? ''} maxLength={255} placeholder="Mail, phone or device" aria-label="Search by mail address, phone number or the token of a device" />
              </form>
              <div role="group" aria-label="Channels">
                {simulated.map((name) => (
                  <button key={name} type="button" className="chip" aria-pressed={channel === name} onClick={() => void navigate({ search: changed(search, { channel: channel === name ? undefined : (name as NonNullable<typeof channel>) }) })}>{channelWord(name)}</button>
                ))}
              </div>
            </div>
          )}
          {simulated.length > 0 && items.length === 0 && <div className="empty"><p>{MESSAGE_TEXTS.emptyInbox}</p></div>}
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
          <Link to="/messages/$id" params={{ id: message.notice_id }}>{message.title}</Link> <small>{channelWord(message.channel)} to {message.address}, <Ago time={message.sent_at} /></small>
          <p>{message.text}</p>
        </li>
      ))}
    </ul>
  );
}
