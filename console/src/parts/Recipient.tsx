import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type JSX } from 'react';
import { api, dataOf, type Schemas } from '../api/client';
import { useSession } from '../api/session';
import { channelWord, MESSAGE_TEXTS, type Channel } from '../words';
import { ReasonDialog, type Act } from './ReasonDialog';

/** Somebody who gets messages: by which channels, and when not. */
export function RecipientCard({ recipient }: { recipient: Schemas['Recipient'] }): JSX.Element {
  const quiet = recipient.quiet_hours_start !== undefined;
  return (
    <section className="recipient">
      <h2>{recipient.name === '' ? recipient.user_id : recipient.name}</h2>
      <dl className="facts">
        <div><dt>Mail address</dt><dd>{recipient.email ?? '–'}</dd></div>
        <div><dt>Phone number</dt><dd>{recipient.phone ?? '–'}</dd></div>
        <div><dt>Quiet hours</dt><dd>{quiet ? `${recipient.quiet_hours_start} to ${recipient.quiet_hours_end}` : 'none'}</dd></div>
        {recipient.channels.map((way) => <Way key={way.channel} recipient={recipient} way={way} />)}
        <div><dt>More</dt><dd><Link to="/messages" search={{ q: recipient.user_id }}>All messages</Link><small><Link to="/bookings" search={{ q: recipient.user_id }}>Bookings</Link></small></dd></div>
      </dl>
    </section>
  );
}

function Way({ recipient, way }: { recipient: Schemas['Recipient']; way: Schemas['RecipientChannel'] }): JSX.Element {
  const session = useSession();
  const queries = useQueryClient();
  const [act, setAct] = useState<Act>();
  const name = channelWord(way.channel);
  const title = way.enabled ? `Turn ${name} off` : `Turn ${name} on`;
  const turn: Act = {
    title: `${title} for ${recipient.name === '' ? 'this person' : recipient.name}`,
    extent: <p>{way.enabled ? MESSAGE_TEXTS.muteExtent : MESSAGE_TEXTS.unmuteExtent}</p>,
    button: title,
    run: (reason) => dataOf(api.POST('/api/v1/console/recipients/{id}/channels', { params: { path: { id: recipient.user_id } }, body: { channel: way.channel as Channel, enabled: !way.enabled, reason } })),
  };
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {way.enabled ? 'on' : 'off'}<small>{way.addresses === 0 ? MESSAGE_TEXTS.noAddress : `${way.addresses} ${way.addresses === 1 ? 'address' : 'addresses'}`}</small>
        {session.data?.role === 'admin' && <button type="button" onClick={() => setAct(turn)}>{title} …</button>}
        {act !== undefined && <ReasonDialog act={act} onClose={() => { setAct(undefined); void queries.invalidateQueries(); }} />}
      </dd>
    </div>
  );
}
