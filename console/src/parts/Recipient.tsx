import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type JSX } from 'react';
import { api, dataOf, type Schemas } from '../api/client';
import { useSession } from '../api/session';
import type { Channel } from '../model/kinds';
import { t, wordOf } from '../words';
import { ReasonDialog, type Act } from './ReasonDialog';

/** Somebody who gets messages: by which channels, and when not. */
export function RecipientCard({ recipient }: { recipient: Schemas['Recipient'] }): JSX.Element {
  const quiet = recipient.quiet_hours_start !== undefined;
  return (
    <section className="recipient">
      <h2>{recipient.name === '' ? recipient.user_id : recipient.name}</h2>
      <dl className="facts">
        <div><dt>{t.messages.email}</dt><dd>{recipient.email ?? '–'}</dd></div>
        <div><dt>{t.messages.phone}</dt><dd>{recipient.phone ?? '–'}</dd></div>
        <div><dt>{t.messages.quietHours}</dt><dd>{quiet ? t.messages.quietFrom(recipient.quiet_hours_start ?? '', recipient.quiet_hours_end ?? '') : t.common.none}</dd></div>
        {recipient.channels.map((way) => <Way key={way.channel} recipient={recipient} way={way} />)}
        <div><dt>{t.messages.moreOf}</dt><dd><Link to="/messages" search={{ q: recipient.user_id }}>{t.messages.all}</Link><small><Link to="/bookings" search={{ q: recipient.user_id }}>{t.messages.bookings}</Link></small></dd></div>
      </dl>
    </section>
  );
}

function Way({ recipient, way }: { recipient: Schemas['Recipient']; way: Schemas['RecipientChannel'] }): JSX.Element {
  const session = useSession();
  const queries = useQueryClient();
  const [act, setAct] = useState<Act>();
  const name = wordOf(t.api.channel, way.channel);
  const title = way.enabled ? t.messages.turnOff(name) : t.messages.turnOn(name);
  const person = recipient.name === '' ? t.messages.thisPerson : recipient.name;
  const turn: Act = {
    title: way.enabled ? t.messages.turnOffFor(name, person) : t.messages.turnOnFor(name, person),
    extent: <p>{way.enabled ? t.messages.muteExtent : t.messages.unmuteExtent}</p>,
    button: title,
    run: (reason) => dataOf(api.POST('/api/v1/console/recipients/{id}/channels', { params: { path: { id: recipient.user_id } }, body: { channel: way.channel as Channel, enabled: !way.enabled, reason } })),
  };
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {way.enabled ? t.messages.on : t.messages.off}<small>{way.addresses === 0 ? t.messages.noAddress : t.messages.addresses(way.addresses)}</small>
        {session.data?.role === 'admin' && <button type="button" onClick={() => setAct(turn)}>{way.enabled ? t.messages.openTurnOff(name) : t.messages.openTurnOn(name)}</button>}
        {act !== undefined && <ReasonDialog act={act} onClose={() => { setAct(undefined); void queries.invalidateQueries(); }} />}
      </dd>
    </div>
  );
}
