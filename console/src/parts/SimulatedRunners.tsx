import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, useState, type FormEvent, type JSX } from 'react';
import { api, dataOf, failureOfAct, type Schemas } from '../api/client';
import { NOTHING } from '../model/map';
import { placeFrom, simulatedPoints, simulation } from '../model/simulator';
import { t } from '../words';
import { MapArea } from './MapArea';
import type { Act } from './ReasonDialog';
import { Badge } from './states';
import { DataTable } from './tables';
import { useWebGl } from './webgl';

type Runner = Schemas['SimulatedRunner'];
interface RunnersOf { runners: Runner[]; begin: ((act: Act) => void) | undefined }

/** The runners of a demo: in a table, and on a map on which they are put somewhere else. */
export function SimulatedRunners({ runners, begin }: RunnersOf): JSX.Element {
  const search = useSearch({ from: '/shell/simulator' });
  const navigate = useNavigate({ from: '/simulator' });
  const canDraw = useWebGl();
  const moved = runners.find((runner) => runner.id === search.runner && runner.doing !== 'off_duty');
  const [place, setPlace] = useState({ latitude: '', longitude: '' });
  /** What was typed for one is not meant for the next. */
  const pick = (id: string | undefined): void => {
    setPlace({ latitude: '', longitude: '' });
    void navigate({ search: simulation({ ...search, runner: id }), replace: true });
  };
  const moving = useMemo(() => ({ shops: NOTHING, track: NOTHING, rides: NOTHING, runners: simulatedPoints(runners, moved?.id) }), [runners, moved?.id]);
  const onPlace = ([longitude, latitude]: [number, number]): void => setPlace({ latitude: latitude.toFixed(5), longitude: longitude.toFixed(5) });
  const phone = (runner: Runner): Act => ({
    title: runner.phone_lost ? t.simulator.findPhoneTitle(runner.name) : t.simulator.losePhoneTitle(runner.name),
    extent: <p>{runner.phone_lost ? t.simulator.findPhoneExtent : t.simulator.losePhoneExtent}</p>,
    button: runner.phone_lost ? t.simulator.findPhone : t.simulator.losePhone,
    run: (reason) => dataOf(api.POST('/api/v1/console/simulator/runners/{id}/phone', { params: { path: { id: runner.id } }, body: { lost: !runner.phone_lost, reason } })),
  });
  return (
    <section>
      <h2>{t.simulator.runners}</h2>
      <DataTable name={t.simulator.runners} columns={t.simulator.runnerColumns}>
        {runners.map((runner) => (
          <tr key={runner.id}>
            <td><Link to="/runners/$id" params={{ id: runner.id }}>{runner.name}</Link></td>
            <td><Badge state={runner.doing === 'off_duty' ? 'offline' : runner.doing === 'waiting' ? 'free' : 'busy'}>{t.api.doing[runner.doing]}</Badge>{runner.phone_lost && <Badge state="silent">{t.simulator.phoneLost}</Badge>}</td>
            <td>{runner.booking_id === undefined ? '–' : <Link to="/bookings/$id" params={{ id: runner.booking_id }}>{runner.booking_number}</Link>}</td>
            <td className="number">{runner.latitude.toFixed(4)}, {runner.longitude.toFixed(4)}</td>
            <td>{begin === undefined || runner.doing === 'off_duty' ? '–' : (
              <>
                <button type="button" aria-pressed={runner.id === moved?.id} onClick={() => pick(runner.id === moved?.id ? undefined : runner.id)}>{t.simulator.openMove}</button>{' '}
                <button type="button" onClick={() => begin(phone(runner))}>{runner.phone_lost ? t.simulator.openFindPhone : t.simulator.openLosePhone}</button>
              </>
            )}</td>
          </tr>
        ))}
      </DataTable>
      {begin !== undefined && moved !== undefined && <Move key={moved.id} runner={moved} place={place} onPlace={setPlace} />}
      {canDraw !== false && moving.runners.features.length > 0 && (
        <div className="map simulated"><div className="canvas">
          <MapArea canDraw={canDraw} moving={moving} isCardOpen={false} follow={undefined} styleUrl={undefined} onStyleFailed={() => undefined} onPick={(picked) => { if (begin !== undefined && picked !== undefined) { pick(picked.id); } }} onPlace={begin !== undefined && moved !== undefined ? onPlace : undefined} />
        </div></div>
      )}
    </section>
  );
}

interface MoveOf {
  runner: Runner;
  place: { latitude: string; longitude: string };
  onPlace: (place: { latitude: string; longitude: string }) => void;
}

/** Where a runner is put: by a click on the map, which fills both numbers in, or by the numbers alone. */
function Move({ runner, place, onPlace }: MoveOf): JSX.Element {
  const [reason, setReason] = useState('');
  const [told, setTold] = useState<{ good: boolean; words: string }>();
  const target = placeFrom(place.latitude, place.longitude);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (target === undefined) {
      return;
    }
    try {
      await dataOf(api.POST('/api/v1/console/simulator/runners/{id}/move', { params: { path: { id: runner.id } }, body: { ...target, reason: reason.trim() } }));
      setTold({ good: true, words: t.simulator.moved(runner.name, place.latitude, place.longitude) });
    } catch (error) {
      setTold({ good: false, words: failureOfAct(error) });
    }
  };
  return (
    <>
      <form className="filters invite" aria-label={t.simulator.moveForm(runner.name)} onSubmit={(event) => void submit(event)}>
        <label>{t.simulator.latitude} <input name="latitude" type="number" step="any" min={-90} max={90} required value={place.latitude} onChange={(event) => onPlace({ ...place, latitude: event.target.value })} /></label>
        <label>{t.simulator.longitude} <input name="longitude" type="number" step="any" min={-180} max={180} required value={place.longitude} onChange={(event) => onPlace({ ...place, longitude: event.target.value })} /></label>
        <label>{t.simulator.reason} <input name="reason" required minLength={3} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} /></label>
        <button type="submit" disabled={target === undefined || reason.trim().length < 3}>{t.simulator.moveThere(runner.name)}</button>
      </form>
      <p className="hint">{t.simulator.move}</p>
      {told !== undefined && <p role="status" className={`notice ${told.good ? 'good' : 'bad'}`}>{told.words}</p>}
    </>
  );
}
