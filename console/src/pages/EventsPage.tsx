import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type JSX } from 'react';
import { api, dataOf, type Schemas } from '../api/client';
import { useSession } from '../api/session';
import { ReasonDialog, type Act } from '../parts/ReasonDialog';
import { Loaded, Missing } from '../parts/states';
import { Ago } from '../parts/time';
import { duration } from '../quantities';

const KEYED_BY_BOOKING = ['booking.events', 'payment.events', 'tracking.events', 'dispatch.events'];

/** Topics, groups, outboxes, and what groups have given up. */
export function EventsPage(): JSX.Element {
  const events = useQuery({ queryKey: ['events'], queryFn: () => dataOf(api.GET('/api/v1/console/events')), refetchInterval: 5_000 });
  const letters = useQuery({ queryKey: ['dead-letters'], queryFn: () => dataOf(api.GET('/api/v1/console/dead-letters')), refetchInterval: 15_000 });
  return (
    <>
      <h1>Events</h1>
      <section aria-labelledby="dead-letters">
        <h2 id="dead-letters">Dead letters</h2>
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
    return <p className="notice good">There are none: every group has applied what it has read.</p>;
  }
  const mayAct = session.data?.role === 'admin';
  const replay = (topic: string, count: number, ids?: string[]): Act => ({
    title: `Replay ${count} of ${topic}`,
    extent: <p>{count === 1 ? 'One event is' : `${count} events are`} published to {topic} again, for the groups that gave up. Groups that have applied {count === 1 ? 'it ignore it' : 'them ignore them'}. Remove the cause first, or {count === 1 ? 'it comes' : 'they come'} back here.</p>,
    button: count === 1 ? 'Replay it' : `Replay all ${count}`,
    run: (reason) => dataOf(api.POST('/api/v1/console/dead-letters/replay', { body: { topic, reason, ...(ids === undefined ? {} : { ids }) } })),
  });
  const discard = (topic: string, id: string): Act => ({
    title: `Discard ${id} of ${topic}`,
    extent: <p>One event is marked as done without being applied. It stays readable at the broker until its retention ends.</p>,
    button: 'Discard it',
    run: (reason) => dataOf(api.POST('/api/v1/console/dead-letters/discard', { body: { topic, reason, ids: [id] } })),
  });
  return (
    <>
      {topics.map((topic) => (
        <section key={topic.topic} className="letters" aria-label={`Dead letters of ${topic.topic}`}>
          <h3>
            {topic.topic} <small>{topic.count} waiting{topic.count > topic.letters.length ? `, the first ${topic.letters.length} are shown` : ''}</small>
            {mayAct && topic.count > 1 && <button type="button" onClick={() => setAct(replay(topic.topic, topic.count))}>Replay all {topic.count} …</button>}
          </h3>
          {topic.letters.map((letter) => (
            <details key={letter.id}>
              <summary>
                <code>{letter.type === '' ? 'unreadable' : letter.type}</code> given up by {letter.group} <small>{letter.at !== '' && <Ago time={letter.at} />}</small>
                <span className="error">{letter.error}</span>
              </summary>
              <p>Key {KEYED_BY_BOOKING.includes(topic.topic) ? <Link to="/bookings/$id" params={{ id: letter.key }}>{letter.key}</Link> : letter.key}, letter {letter.id}</p>
              <pre tabIndex={0} aria-label="Payload">{pretty(letter.payload)}</pre>
              {mayAct && (
                <p className="buttons">
                  <button type="button" onClick={() => setAct(replay(topic.topic, 1, [letter.id]))}>Replay …</button>
                  <button type="button" onClick={() => setAct(discard(topic.topic, letter.id))}>Discard …</button>
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
      <h2 id="groups">Consumer groups</h2>
      <div className="scroll" tabIndex={0} role="region" aria-label="Consumer groups">
        <table>
          <thead><tr><th scope="col">Group</th><th scope="col">Topic</th><th scope="col">Not yet read</th><th scope="col">By partition</th></tr></thead>
          <tbody>
            {events.groups.map((group) => (
              <tr key={group.id}>
                <td><code>{group.id}</code></td>
                <td>{group.topic}</td>
                <td className={group.lag > 1_000 ? 'number bad' : 'number'}>{group.lag}</td>
                <td>{group.partitions.map((one) => <span key={one.partition} className={one.lag > 0 ? 'partition behind' : 'partition'} title={`partition ${one.partition}: ${one.committed} of ${one.end}`}>{one.lag}</span>)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="columns">
        <section aria-labelledby="topics">
          <h2 id="topics">Topics</h2>
          <div className="scroll" tabIndex={0} role="region" aria-label="Topics">
            <table>
              <thead><tr><th scope="col">Topic</th><th scope="col">Partitions</th><th scope="col">Records kept</th><th scope="col">Dead letters</th></tr></thead>
              <tbody>
                {events.topics.map((topic) => (
                  <tr key={topic.name}><td><code>{topic.name}</code></td><td className="number">{topic.partitions}</td><td className="number">{topic.records}</td><td className={topic.dead_letters > 0 ? 'number bad' : 'number'}>{topic.dead_letters}</td></tr>
                ))}
              </tbody>
            </table>
          </div>
        </section>
        <section aria-labelledby="outboxes">
          <h2 id="outboxes">Outboxes</h2>
          <div className="scroll" tabIndex={0} role="region" aria-label="Outboxes">
            <table>
              <thead><tr><th scope="col">Service</th><th scope="col">Oldest event that waits</th></tr></thead>
              <tbody>
                {events.outboxes.map((outbox) => (
                  <tr key={outbox.service}><td>{outbox.service}</td><td className={outbox.oldest_seconds > 30 ? 'number bad' : 'number'}>{outbox.oldest_seconds === 0 ? 'none' : duration(outbox.oldest_seconds)}</td></tr>
                ))}
              </tbody>
            </table>
          </div>
        </section>
      </div>
    </>
  );
}
