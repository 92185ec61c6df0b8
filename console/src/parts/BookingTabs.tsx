import { useState, type JSX } from 'react';
import type { Schemas } from '../api/client';
import { namesOf, SOURCES, waitBefore, type Entry, type Source } from '../model/timeline';
import { absolute, clock, duration, money } from '../quantities';
import { t, wordOf } from '../words';
import { rich } from '../words/rich';
import { Badge } from './states';
import { ColumnHeads, DataTable } from './tables';
import { Ago } from './time';

type File = Schemas['BookingFile'];

/** What every service did, in one order. */
export function Timeline({ entries: all }: { entries: Entry[] }): JSX.Element {
  const [hidden, setHidden] = useState<Source[]>([]);
  const entries = all.filter((entry) => !hidden.includes(entry.source));
  const toggle = (source: Source): void => setHidden(hidden.includes(source) ? hidden.filter((one) => one !== source) : [...hidden, source]);
  return (
    <>
    <div role="group" aria-label={t.booking.shown} className="sources">
      {SOURCES.map((source) => (
        <button key={source} type="button" className="chip" aria-pressed={!hidden.includes(source)} onClick={() => toggle(source)}>{t.timeline.sources[source]}</button>
      ))}
    </div>
    <ol className="timeline">
      {entries.map((entry, index) => {
        const wait = waitBefore(entries, index);
        return (
          <li key={`${entry.source} ${entry.at} ${entry.title} ${index}`} className={`of-${entry.source} ${entry.tone}`}>
            {wait !== undefined && <p className="gap">{t.booking.later(duration(wait.seconds))}</p>}
            <time dateTime={entry.at} title={absolute(entry.at)}>{clock(entry.at)}</time>
            <span className="source">{t.timeline.sources[entry.source]}</span>
            <div><strong>{entry.title}</strong>{entry.detail !== '' && <small>{entry.detail}</small>}</div>
          </li>
        );
      })}
    </ol>
    </>
  );
}

/** What the provider still has to do for a payment. */
function nextStep(payment: Schemas['FilePayment']): string {
  if (payment.task === undefined) {
    return t.common.none;
  }
  return [
    wordOf(t.api.task, payment.task),
    ...(payment.task_due === undefined ? [] : [t.booking.due(clock(payment.task_due))]),
    t.booking.tried(payment.tries),
    ...(payment.refused ? [t.booking.refused] : []),
  ].join(', ');
}

/** Each attempt to pay, and the lines of the ledger, whose sum is zero. */
export function Money({ file }: { file: File }): JSX.Element {
  if (file.payments.length === 0) {
    return <div className="empty"><p>{t.booking.noPayments}</p></div>;
  }
  const names = namesOf(file);
  const sum = file.ledger.reduce((total, line) => total + line.amount_cents, 0);
  return (
    <>
      <h2>{t.booking.payments}</h2>
      <DataTable name={t.booking.payments} columns={t.booking.paymentColumns}>
        {file.payments.map((payment) => (
          <tr key={payment.id}>
            <td>{payment.attempt}</td>
            <td><Badge state={payment.status}>{wordOf(t.api.payment, payment.status)}</Badge></td>
            <td className="number">{money(payment.amount_cents)}</td>
            <td className="number">{money(payment.fee_cents)}</td>
            <td className="number">{money(payment.payout_cents)}</td>
            <td>{wordOf(t.api.method, payment.method)}</td>
            <td>{payment.provider_id === undefined || payment.provider_id === '' ? '–' : <code>{payment.provider_id}</code>}</td>
            <td>{nextStep(payment)}</td>
          </tr>
        ))}
      </DataTable>
      <h2>{t.booking.ledger}</h2>
      {file.ledger.length === 0 ? (
        <p className="hint">{t.booking.nothingMoved}</p>
      ) : (
        <div className="scroll" tabIndex={0} role="region" aria-label={t.booking.ledger}>
          <table>
            <thead><ColumnHeads columns={t.booking.ledgerColumns} /></thead>
            <tbody>
              {file.ledger.map((line) => (
                <tr key={`${line.transaction_id} ${line.account}`}>
                  <td><time dateTime={line.at} title={absolute(line.at)}>{clock(line.at)}</time></td>
                  <td>{wordOf(t.api.ledger, line.kind)}</td>
                  <td>{wordOf(t.api.account, line.account)}</td>
                  <td>{line.party === undefined ? '–' : (names.get(line.party) ?? line.party)}</td>
                  <td className="number">{money(line.amount_cents)}</td>
                </tr>
              ))}
            </tbody>
            <tfoot><tr><th scope="row" colSpan={4}>{t.booking.sum}</th><td className={sum === 0 ? 'number' : 'number bad'}>{money(sum)}</td></tr></tfoot>
          </table>
        </div>
      )}
    </>
  );
}

/** Who was told what, and by which channels. */
export function Notices({ file }: { file: File }): JSX.Element {
  const names = namesOf(file);
  if (file.notices.length === 0) {
    return <div className="empty"><p>{t.booking.noNotices}</p></div>;
  }
  return (
    <ul className="notices">
      {file.notices.map((notice) => (
        <li key={notice.id}>
          <strong>{notice.title}</strong> <small>{rich(t.booking.noticeTo, names.get(notice.user_id) ?? notice.user_id, <Ago time={notice.created_at} />)}, {notice.read_at === undefined ? t.booking.unread : t.booking.read}</small>
          <p>{notice.body}</p>
          {notice.deliveries.map((way) => (
            <Badge key={way.channel} state={way.state}>
              {wordOf(t.api.channel, way.channel)}: {wordOf(t.api.delivery, way.state)}{way.last_problem === undefined ? '' : `: ${way.last_problem}`}
            </Badge>
          ))}
        </li>
      ))}
    </ul>
  );
}

/** All of it as it came. */
export function Raw({ file }: { file: File }): JSX.Element {
  return <pre tabIndex={0} aria-label={t.booking.rawJson}>{JSON.stringify(file, null, 2)}</pre>;
}
