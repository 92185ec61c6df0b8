import { useState, type JSX } from 'react';
import type { Schemas } from '../api/client';
import { namesOf, SOURCES, waitBefore, type Entry, type Source } from '../model/timeline';
import { absolute, clock, duration, money } from '../quantities';
import { accountWord, channelWord, deliveryWord, kindWord, paymentWord } from '../words';
import { Badge } from './states';
import { Ago } from './time';

type File = Schemas['BookingFile'];

/** What every service did, in one order. */
export function Timeline({ entries: all }: { entries: Entry[] }): JSX.Element {
  const [hidden, setHidden] = useState<Source[]>([]);
  const entries = all.filter((entry) => !hidden.includes(entry.source));
  const toggle = (source: Source): void => setHidden(hidden.includes(source) ? hidden.filter((one) => one !== source) : [...hidden, source]);
  return (
    <>
    <div role="group" aria-label="Shown in the timeline" className="sources">
      {SOURCES.map((source) => (
        <button key={source} type="button" className="chip" aria-pressed={!hidden.includes(source)} onClick={() => toggle(source)}>{source}</button>
      ))}
    </div>
    <ol className="timeline">
      {entries.map((entry, index) => {
        const wait = waitBefore(entries, index);
        return (
          <li key={`${entry.source} ${entry.at} ${entry.title} ${index}`} className={`of-${entry.source} ${entry.tone}`}>
            {wait !== undefined && <p className="gap">{duration(wait.seconds)} later</p>}
            <time dateTime={entry.at} title={absolute(entry.at)}>{clock(entry.at)}</time>
            <span className="source">{entry.source}</span>
            <div><strong>{entry.title}</strong>{entry.detail !== '' && <small>{entry.detail}</small>}</div>
          </li>
        );
      })}
    </ol>
    </>
  );
}

/** Each attempt to pay, and the lines of the ledger, whose sum is zero. */
export function Money({ file }: { file: File }): JSX.Element {
  if (file.payments.length === 0) {
    return <div className="empty"><p>Nobody has paid or tried to pay for this booking.</p></div>;
  }
  const names = namesOf(file);
  const sum = file.ledger.reduce((total, line) => total + line.amount_cents, 0);
  return (
    <>
      <h2>Payments</h2>
      <div className="scroll" tabIndex={0} role="region" aria-label="Payments">
        <table>
          <thead><tr><th scope="col">Attempt</th><th scope="col">State</th><th scope="col">Amount</th><th scope="col">Fee</th><th scope="col">To the runner</th><th scope="col">By</th><th scope="col">At the provider</th><th scope="col">Next step</th></tr></thead>
          <tbody>
            {file.payments.map((payment) => (
              <tr key={payment.id}>
                <td>{payment.attempt}</td>
                <td><Badge state={payment.status}>{paymentWord(payment.status)}</Badge></td>
                <td className="number">{money(payment.amount_cents)}</td>
                <td className="number">{money(payment.fee_cents)}</td>
                <td className="number">{money(payment.payout_cents)}</td>
                <td>{payment.method}</td>
                <td>{payment.provider_id === undefined || payment.provider_id === '' ? '–' : <code>{payment.provider_id}</code>}</td>
                <td>{payment.task === undefined ? 'none' : `${payment.task}${payment.task_due === undefined ? '' : `, due ${clock(payment.task_due)}`}, tried ${payment.tries} times${payment.refused ? ', refused' : ''}`}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <h2>Ledger</h2>
      {file.ledger.length === 0 ? (
        <p className="hint">No money was moved.</p>
      ) : (
        <div className="scroll" tabIndex={0} role="region" aria-label="Ledger">
          <table>
            <thead><tr><th scope="col">Time</th><th scope="col">Transaction</th><th scope="col">Account</th><th scope="col">Of</th><th scope="col">Amount</th></tr></thead>
            <tbody>
              {file.ledger.map((line) => (
                <tr key={`${line.transaction_id} ${line.account}`}>
                  <td><time dateTime={line.at} title={absolute(line.at)}>{clock(line.at)}</time></td>
                  <td>{kindWord(line.kind)}</td>
                  <td>{accountWord(line.account)}</td>
                  <td>{line.party === undefined ? '–' : (names.get(line.party) ?? line.party)}</td>
                  <td className="number">{money(line.amount_cents)}</td>
                </tr>
              ))}
            </tbody>
            <tfoot><tr><th scope="row" colSpan={4}>Sum</th><td className={sum === 0 ? 'number' : 'number bad'}>{money(sum)}</td></tr></tfoot>
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
    return <div className="empty"><p>Nobody has been told anything about this booking.</p></div>;
  }
  return (
    <ul className="notices">
      {file.notices.map((notice) => (
        <li key={notice.id}>
          <strong>{notice.title}</strong> <small>to {names.get(notice.user_id) ?? notice.user_id}, <Ago time={notice.created_at} />{notice.read_at === undefined ? ', unread' : ', read'}</small>
          <p>{notice.body}</p>
          {notice.deliveries.map((way) => (
            <Badge key={way.channel} state={way.state}>
              {channelWord(way.channel)}: {deliveryWord(way.state)}{way.last_problem === undefined ? '' : `: ${way.last_problem}`}
            </Badge>
          ))}
        </li>
      ))}
    </ul>
  );
}

/** All of it as it came. */
export function Raw({ file }: { file: File }): JSX.Element {
  return <pre tabIndex={0} aria-label="Raw JSON">{JSON.stringify(file, null, 2)}</pre>;
}
