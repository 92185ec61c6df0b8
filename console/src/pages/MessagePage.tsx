import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState, type JSX } from 'react';
import { api, dataOf, type Schemas } from '../api/client';
import { useSession } from '../api/session';
import type { Channel } from '../model/kinds';
import { maySendAgain } from '../model/messages';
import { Handed, Renderings } from '../parts/MessageViews';
import { RecipientCard } from '../parts/Recipient';
import { ReasonDialog, type Act } from '../parts/ReasonDialog';
import { Badge, Loaded } from '../parts/states';
import { DataTable } from '../parts/tables';
import { Ago } from '../parts/time';
import { shortId } from '../quantities';
import { t, wordOf } from '../words';
import { rich } from '../words/rich';

type File = Schemas['MessageFile'];

/** One message: what it says, how far it got, and what providers answered. */
export function MessagePage(): JSX.Element {
  const { id } = useParams({ from: '/shell/messages/$id' });
  const message = useQuery({ queryKey: ['message', id], queryFn: () => dataOf(api.GET('/api/v1/console/messages/{id}', { params: { path: { id } } })), refetchInterval: 5_000 });
  return (
    <>
      <p className="back"><Link to="/messages">{t.messages.all}</Link></p>
      <Loaded query={message}>{(file) => <Message file={file} />}</Loaded>
    </>
  );
}

function Message({ file }: { file: File }): JSX.Element {
  const { notice } = file;
  return (
    <>
      <div className="title"><h1>{notice.title}</h1></div>
      <dl className="facts">
        <div><dt>{t.messages.inInbox}</dt><dd>{notice.body}<small>{notice.read_at === undefined ? t.messages.unread : rich(t.messages.read, <Ago time={notice.read_at} />)}</small></dd></div>
        <div><dt>{t.messages.made}</dt><dd><Ago time={notice.created_at} /><small>{t.messages.madeWith(file.event_type)}</small></dd></div>
        <div><dt>{t.messages.template}</dt><dd><Link to="/messages" search={{ view: 'templates' }}>{notice.template}</Link></dd></div>
        <div><dt>{t.messages.booking}</dt><dd><Link to="/bookings/$id" params={{ id: file.booking_id }}>{shortId(file.booking_id)}</Link></dd></div>
        {file.useful_until !== undefined && <div><dt>{t.messages.usefulUntil}</dt><dd><Ago time={file.useful_until} /></dd></div>}
      </dl>
      <Deliveries file={file} />
      <section>
        <h2>{t.messages.says}</h2>
        {file.renderings.length === 0 ? <p className="empty">{t.messages.unknownTemplate}</p> : <Renderings renderings={file.renderings} />}
      </section>
      {file.handed.length > 0 && <section><h2>{t.messages.taken}</h2><Handed messages={file.handed} /></section>}
      {file.recipient === undefined ? <p className="notice wait">{t.messages.unknownRecipient}</p> : <RecipientCard recipient={file.recipient} />}
    </>
  );
}

function Deliveries({ file }: { file: File }): JSX.Element {
  const session = useSession();
  const queries = useQueryClient();
  const [act, setAct] = useState<Act>();
  const again = (channel: Channel): Act => ({
    title: t.messages.resendTitle(t.api.channel[channel]),
    extent: <p>{t.messages.resendExtent}</p>,
    button: t.messages.resendButton,
    run: (reason) => dataOf(api.POST('/api/v1/console/messages/{id}/resend', { params: { path: { id: file.notice.id } }, body: { channel, reason } })),
  });
  if (file.notice.deliveries.length === 0) {
    return <div className="empty"><p>{t.messages.noDeliveries}</p></div>;
  }
  return (
    <section>
      <h2>{t.messages.deliveries}</h2>
      <DataTable name={t.messages.deliveries} columns={t.messages.deliveryColumns}>
        {file.notice.deliveries.map((way) => (
          <tr key={way.channel}>
            <td>{wordOf(t.api.channel, way.channel)}</td>
            <td><Badge state={way.state}>{wordOf(t.api.delivery, way.state)}</Badge></td>
            <td className="number">{way.attempts}</td>
            <td><Ago time={way.updated_at} /></td>
            <td>{way.state === 'pending' ? <Ago time={way.due_at} /> : '–'}</td>
            <td className="wrap">{way.last_problem ?? ''}</td>
            <td>{session.data?.role === 'admin' && maySendAgain(way) ? <button type="button" onClick={() => setAct(again(way.channel as Channel))}>{t.messages.resend}</button> : '–'}</td>
          </tr>
        ))}
      </DataTable>
      {act !== undefined && <ReasonDialog act={act} onClose={() => { setAct(undefined); void queries.invalidateQueries(); }} />}
    </section>
  );
}
