import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import { api, dataOf, type Schemas } from '../api/client';
import { today } from '../model/day';
import { daysAsCsv, everyDay } from '../model/money';
import { LedgerSection } from '../parts/Ledger';
import { Badge, Loaded } from '../parts/states';
import { ColumnHeads, DataTable, save } from '../parts/tables';
import { Ago, useNow } from '../parts/time';
import { absolute, money, whole } from '../quantities';
import { t, wordOf } from '../words';
import { rich } from '../words/rich';

type Money = Schemas['Money'];
const DAYS = 30;

/** Where the money is, what was moved, and the ledger itself. */
export function MoneyPage(): JSX.Element {
  const books = useQuery({ queryKey: ['money'], queryFn: () => dataOf(api.GET('/api/v1/console/money')), refetchInterval: 10_000 });
  return (
    <>
      <h1>{t.money.title}</h1>
      <Loaded query={books}>{(data) => <Books books={data} />}</Loaded>
      <LedgerSection />
    </>
  );
}

function Books({ books }: { books: Money }): JSX.Element {
  return (
    <>
      <Check check={books.check} />
      <div className="columns">
        {books.check !== undefined && <Balances check={books.check} />}
        <Escrow escrow={books.escrow} />
      </div>
      <Days days={books.days} />
      <Refunds refunds={books.refunds} />
    </>
  );
}

function Check({ check }: { check: Money['check'] }): JSX.Element {
  if (check === undefined) {
    return <p className="notice wait">{t.money.unchecked}</p>;
  }
  if (check.faults.length === 0) {
    return <p className="notice good">{rich(t.money.sound, <Ago time={check.at} />)} <Proof check={check} /></p>;
  }
  return (
    <div role="alert" className="notice bad">
      {rich(t.money.unsound, <Ago time={check.at} />)}
      <ul>{check.faults.map((fault) => <li key={fault}>{fault}</li>)}</ul>
      <Proof check={check} />
    </div>
  );
}

/** How far the ledger has been proven. */
function Proof({ check }: { check: Schemas['LedgerCheck'] }): JSX.Element {
  return (
    <small>
      {check.proven_until !== undefined && <>{rich(t.money.proven, <Ago time={check.proven_until} />)} </>}
      {check.full_at !== undefined && <>{rich(t.money.wholeChecked, <Ago time={check.full_at} />)} </>}
      {check.pass_began_at !== undefined && rich(t.money.passUnderWay, <Ago time={check.pass_began_at} />, whole(check.pass_payments ?? 0), whole(check.payments ?? 0))}
    </small>
  );
}

function Balances({ check }: { check: Schemas['LedgerCheck'] }): JSX.Element {
  return (
    <section>
      <h2 id="balance">{t.money.balance}</h2>
      <div className="scroll" tabIndex={0} role="region" aria-label={t.money.balance}>
        <table>
          <thead><ColumnHeads columns={{ account: t.money.account, balance: t.money.accountBalance }} /></thead>
          <tbody>{check.accounts.map((one) => <tr key={one.account}><td>{wordOf(t.api.account, one.account)}</td><td className="number">{money(one.balance_cents)}</td></tr>)}</tbody>
          <tfoot><tr><th scope="row">{t.money.sum}</th><td className={check.sum_cents === 0 ? 'number' : 'number bad'}>{money(check.sum_cents)}</td></tr></tfoot>
        </table>
      </div>
    </section>
  );
}

function Escrow({ escrow }: { escrow: Money['escrow'] }): JSX.Element {
  const ages = ['hour', 'day', 'week', 'older'].flatMap((age) => escrow.filter((one) => one.age === age));
  return (
    <section>
      <h2 id="escrow">{t.money.held}</h2>
      {ages.length === 0 ? <p className="hint">{t.money.nothingHeld}</p> : (
        <DataTable name={t.money.heldName} columns={t.money.heldColumns}>
          {ages.map((one) => <tr key={one.age}><td>{t.api.age[one.age]}</td><td className="number">{whole(one.payments)}</td><td className="number">{money(one.cents)}</td><td><Ago time={one.oldest} /></td></tr>)}
        </DataTable>
      )}
    </section>
  );
}

function Days({ days }: { days: Money['days'] }): JSX.Element {
  const now = useNow();
  const all = everyDay(days, today(now), DAYS);
  const most = Math.max(1, ...all.map((day) => day.fees_cents));
  const fees = all.reduce((sum, day) => sum + day.fees_cents, 0);
  return (
    <section>
      <h2 id="fees">{t.money.fees} <small>{t.money.feesInDays(money(fees), DAYS)}</small></h2>
      <svg className="chart" viewBox={`0 0 ${DAYS * 20} 100`} preserveAspectRatio="none" role="img" aria-label={t.money.feesChart(DAYS, money(fees))}>
        {all.map((day, index) => (
          <rect key={day.day} x={index * 20 + 3} y={98 - (day.fees_cents / most) * 94} width={14} height={Math.max(1, (day.fees_cents / most) * 94)}><title>{`${day.day}: ${money(day.fees_cents)}`}</title></rect>
        ))}
      </svg>
      <details>
        <summary>{t.money.eachDay}</summary>
        <p className="buttons"><button type="button" onClick={() => save('kilat-days.csv', daysAsCsv(all))}>{t.common.saveCsv}</button></p>
        <DataTable name={t.money.days} columns={t.money.dayColumns}>
          {[...all].reverse().map((day) => <tr key={day.day}><td>{day.day}</td><td className="number">{money(day.fees_cents)}</td><td className="number">{money(day.payouts_cents)}</td><td className="number">{money(day.refunds_cents)}</td></tr>)}
        </DataTable>
      </details>
    </section>
  );
}

function Refunds({ refunds }: { refunds: Money['refunds'] }): JSX.Element {
  return (
    <section>
      <h2 id="refunds">{t.money.refunds} {refunds.length > 0 && <small>{t.money.latestRefunds(refunds.length)}</small>}</h2>
      {refunds.length === 0 ? <p className="hint">{t.money.noRefunds}</p> : (
        <div className="low">
          <DataTable name={t.money.refunds} columns={t.money.refundColumns}>
            {refunds.map((refund) => (
              <tr key={refund.transaction_id}>
                <td title={absolute(refund.at)}><Ago time={refund.at} /></td>
                <td><Link to="/bookings/$id" params={{ id: refund.booking_id }}>{refund.booking_number}</Link></td>
                <td><Badge state={refund.kind}>{wordOf(t.api.ledger, refund.kind)}</Badge></td>
                <td className="number">{money(refund.amount_cents)}</td>
                <td className="wrap">{refund.reason}</td>
              </tr>
            ))}
          </DataTable>
        </div>
      )}
    </section>
  );
}
