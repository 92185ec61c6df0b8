import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type JSX } from 'react';
import { api, dataOf, type Schemas } from '../api/client';
import { useSession } from '../api/session';
import { ReasonDialog, type Act } from '../parts/ReasonDialog';
import { Loaded, Missing } from '../parts/states';
import { DataTable } from '../parts/tables';
import { Ago } from '../parts/time';
import { duration, whole } from '../quantities';
import { t } from '../words';
import { rich } from '../words/rich';

const KEYED_BY_BOOKING = ['booking.events', 'payment.events', 'tracking.events', 'dispatch.events', 'notice.events', 'trip.events'];

/** Topics, groups, outboxes, and what groups have given up. */
export function EventsPage(): JSX.Element {
  const events = useQuery({ queryKey: ['events'], queryFn: () => dataOf(api.GET('/api/v1/console/events')), refetchInterval: 5_000 });
  const letters = useQuery({ queryKey: ['dead-letters'], queryFn: () => dataOf(api.GET('/api/v1/console/dead-letters')), refetchInterval: 15_000 });
  return (
    <>
      <h1>{t.events.title}</h1>
      <section aria-labelledby="dead-letters">
        <h2 id="dead-letters">{t.events.deadLetters}</h2>
        <Loaded query={letters}>{(topics) => <DeadLetters topics={topics} />}</Loaded>
      </section>
      <Loaded query={events}>{(data) => <Streams events={data} />}</Loaded>
    </>
  );
}

function DeadLetters({ topics }: { topics: Schemas['DeadLetterTopic'][] }): JSX.Element {
  const session = useSession();
  const queries = useQueryClient();
  const [act, setAct] = useState<Act>();
  if (topics.length === 0) {
    return <p className="notice good">{t.events.noDeadLetters}</p>;
  }
  const mayAct = session.data?.role === 'admin';
  const replay = (topic: string, count: number, ids?: string[]): Act => ({
    title: t.events.replayTitle(count, topic),
    extent: <p>{count === 1 ? t.events.replayOneExtent(topic) : t.events.replayExtent(count, topic)}</p>,
    button: count === 1 ? t.events.replayIt : t.events.replayAll(count),
    run: (reason) => dataOf(api.POST('/api/v1/console/dead-letters/replay', { body: { topic, reason, ...(ids === undefined ? {} : { ids }) } })),
  });
  const discard = (topic: string, id: string): Act => ({
    title: t.events.discardTitle(id, topic),
    extent: <p>{t.events.discardExtent}</p>,
    button: t.events.discardIt,
    run: (reason) => dataOf(api.POST('/api/v1/console/dead-letters/discard', { body: { topic, reason, ids: [id] } })),
  });
  return (
    <>
      {topics.map((topic) => (
        <section key={topic.topic} className="letters" aria-label={t.events.lettersOf(topic.topic)}>
          <h3>
            {topic.topic} <small>{topic.count > topic.letters.length ? t.events.waitingFirst(topic.count, topic.letters.length) : t.events.waiting(topic.count)}</small>
            {mayAct && topic.count > 1 && <button type="button" onClick={() => setAct(replay(topic.topic, topic.count))}>{t.events.openReplayAll(topic.count)}</button>}
          </h3>
          {topic.letters.map((letter) => (
            <details key={letter.id}>
              <summary>
                <code>{letter.type === '' ? t.events.unreadable : letter.type}</code> {t.events.givenUpBy(letter.group)} <small>{letter.at !== '' && <Ago time={letter.at} />}</small>
                <span className="error">{letter.error}</span>
              </summary>
              <p>{rich(t.events.keyAndLetter, KEYED_BY_BOOKING.includes(topic.topic) ? <Link to="/bookings/$id" params={{ id: letter.key }}>{letter.key}</Link> : letter.key, letter.id)}</p>
              <pre tabIndex={0} aria-label={t.events.payload}>{pretty(letter.payload)}</pre>
              {mayAct && (
                <p className="buttons">
                  <button type="button" onClick={() => setAct(replay(topic.topic, 1, [letter.id]))}>{t.events.openReplay}</button>
                  <button type="button" onClick={() => setAct(discard(topic.topic, letter.id))}>{t.events.openDiscard}</button>
                </p>
              )}
            </details>
          ))}
        </section>
      ))}
      {act !== undefined && <ReasonDialog act={act} onClose={() => { setAct(undefined); void queries.invalidateQueries(); }} />}
    </>
  );
}

function pretty(payload: string): string {
  try {
    return JSON.stringify(JSON.parse(payload), null, 2);
  } catch {
    return payload;
  }
}

function Streams({ events }: { events: Schemas['Events'] }): JSX.Element {
  return (
    <>
      <Missing parts={events.missing} />
      <h2 id="groups">{t.events.groups}</h2>
      <DataTable name={t.events.groups} columns={t.events.groupColumns}>
        {events.groups.map((group) => (
          <tr key={group.id}>
            <td><code>{group.id}</code></td>
            <td>{group.topic}</td>
            <td className={group.lag > 1_000 ? 'number bad' : 'number'}>{whole(group.lag)}</td>
            <td>{group.partitions.map((one) => <span key={one.partition} className={one.lag > 0 ? 'partition behind' : 'partition'} title={t.events.partition(one.partition, one.committed, one.end)}>{one.lag}</span>)}</td>
          </tr>
        ))}
      </DataTable>
      <div className="columns">
        <section aria-labelledby="topics">
          <h2 id="topics">{t.events.topics}</h2>
          <DataTable name={t.events.topics} columns={t.events.topicColumns}>
            {events.topics.map((topic) => (
              <tr key={topic.name}><td><code>{topic.name}</code></td><td className="number">{topic.partitions}</td><td className="number">{whole(topic.records)}</td><td className={topic.dead_letters > 0 ? 'number bad' : 'number'}>{whole(topic.dead_letters)}</td></tr>
            ))}
          </DataTable>
        </section>
        <section aria-labelledby="outboxes">
          <h2 id="outboxes">{t.events.outboxes}</h2>
          <DataTable name={t.events.outboxes} columns={t.events.outboxColumns}>
            {events.outboxes.map((outbox) => (
              <tr key={outbox.service}><td>{outbox.service}</td><td className={outbox.oldest_seconds > 30 ? 'number bad' : 'number'}>{outbox.oldest_seconds === 0 ? t.common.none : duration(outbox.oldest_seconds)}</td></tr>
            ))}
          </DataTable>
        </section>
      </div>
    </>
  );
}
