import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import { api, dataOf, type Schemas } from '../api/client';
import { daysAsCsv, everyDay, today } from '../model/money';
import { LedgerSection } from '../parts/Ledger';
import { Badge, Loaded } from '../parts/states';
import { DataTable, save } from '../parts/tables';
import { Ago, useNow } from '../parts/time';
import { absolute, money } from '../quantities';
import { accountWord, ageWord, kindWord, MONEY_TEXTS } from '../words';

type Money = Schemas['Money'];
const DAYS = 30;

/** Where the money is, what was moved, and the ledger itself. */
export function MoneyPage(): JSX.Element {
  const books = useQuery({ queryKey: ['money'], queryFn: () => dataOf(api.GET('/api/v1/console/money')), refetchInterval: 10_000 });
  return (
    <>
      <h1>Money</h1>
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
    return <p className="notice wait">{MONEY_TEXTS.unchecked}</p>;
  }
  if (check.faults.length === 0) {
    return <p className="notice good">{MONEY_TEXTS.sound} Checked <Ago time={check.at} />. <Proof check={check} /></p>;
  }
  return (
    <div role="alert" className="notice bad">
      The ledger is not sound, as checked <Ago time={check.at} />:
      <ul>{check.faults.map((fault) => <li key={fault}>{fault}</li>)}</ul>
      <Proof check={check} />
    </div>
  );
}

/** How far the ledger has been proven. */
function Proof({ check }: { check: Schemas['LedgerCheck'] }): JSX.Element {
  return (
    <small>
      {check.proven_until !== undefined && <>What was committed until <Ago time={check.proven_until} /> is proven. </>}
      {check.full_at !== undefined && <>The whole was last checked <Ago time={check.full_at} />. </>}
      {check.pass_began_at !== undefined && <>The check that began <Ago time={check.pass_began_at} /> has compared {check.pass_payments ?? 0} of about {check.payments ?? 0} payments.</>}
    </small>
  );
}

function Balances({ check }: { check: Schemas['LedgerCheck'] }): JSX.Element {
  return (
    <section>
      <h2 id="balance">Trial balance</h2>
      <div className="scroll" tabIndex={0} role="region" aria-label="Trial balance">
        <table>
          <thead><tr><th scope="col">Account</th><th scope="col">Balance</th></tr></thead>
          <tbody>{check.accounts.map((one) => <tr key={one.account}><td>{accountWord(one.account)}</td><td className="number">{money(one.balance_cents)}</td></tr>)}</tbody>
          <tfoot><tr><th scope="row">Sum</th><td className={check.sum_cents === 0 ? 'number' : 'number bad'}>{money(check.sum_cents)}</td></tr></tfoot>
        </table>
      </div>
    </section>
  );
}

function Escrow({ escrow }: { escrow: Money['escrow'] }): JSX.Element {
  const ages = ['hour', 'day', 'week', 'older'].flatMap((age) => escrow.filter((one) => one.age === age));
  return (
    <section>
      <h2 id="escrow">Held, by age</h2>
      {ages.length === 0 ? <p className="hint">{MONEY_TEXTS.nothingHeld}</p> : (
        <DataTable name="Held money by age" columns={['Held for', 'Payments', 'Amount', 'The oldest since']}>
          {ages.map((one) => <tr key={one.age}><td>{ageWord(one.age)}</td><td className="number">{one.payments}</td><td className="number">{money(one.cents)}</td><td><Ago time={one.oldest} /></td></tr>)}
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
      <h2 id="fees">Fees by day <small>{money(fees)} in {DAYS} days</small></h2>
      <svg className="chart" viewBox={`0 0 ${DAYS * 20} 100`} preserveAspectRatio="none" role="img" aria-label={`Fees of the last ${DAYS} days, ${money(fees)} in all; the table below has each day`}>
        {all.map((day, index) => (
          <rect key={day.day} x={index * 20 + 3} y={98 - (day.fees_cents / most) * 94} width={14} height={Math.max(1, (day.fees_cents / most) * 94)}><title>{`${day.day}: ${money(day.fees_cents)}`}</title></rect>
        ))}
      </svg>
      <details>
        <summary>Each day</summary>
        <p className="buttons"><button type="button" onClick={() => save('kilat-days.csv', daysAsCsv(all))}>Save as CSV</button></p>
        <DataTable name="Days" columns={['Day', 'Fees', 'Paid out', 'Refunded']}>
          {[...all].reverse().map((day) => <tr key={day.day}><td>{day.day}</td><td className="number">{money(day.fees_cents)}</td><td className="number">{money(day.payouts_cents)}</td><td className="number">{money(day.refunds_cents)}</td></tr>)}
        </DataTable>
      </details>
    </section>
  );
}

function Refunds({ refunds }: { refunds: Money['refunds'] }): JSX.Element {
  return (
    <section>
      <h2 id="refunds">Refunds {refunds.length > 0 && <small>the latest {refunds.length}</small>}</h2>
      {refunds.length === 0 ? <p className="hint">{MONEY_TEXTS.noRefunds}</p> : (
        <div className="low">
          <DataTable name="Refunds" columns={['When', 'Booking', 'How', 'Amount', 'Why']}>
            {refunds.map((refund) => (
              <tr key={refund.transaction_id}>
                <td title={absolute(refund.at)}><Ago time={refund.at} /></td>
                <td><Link to="/bookings/$id" params={{ id: refund.booking_id }}>{refund.booking_number}</Link></td>
                <td><Badge state={refund.kind}>{kindWord(refund.kind)}</Badge></td>
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
