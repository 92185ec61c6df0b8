import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent, type JSX } from 'react';
import { api, dataOf, failureOfAct } from '../api/client';
import { bookingSearch, type BookingSearch } from '../model/search';
import { t } from '../words';

/** What was saved, as the address would have it; an older one may name what there is no more. */
function searchOf(text: string): BookingSearch {
  try {
    return bookingSearch(JSON.parse(text) as Record<string, unknown>);
  } catch {
    return {};
  }
}

/** The views of bookings that somebody has saved, and a form that saves what is shown. */
export function SavedViews({ search }: { search: BookingSearch }): JSX.Element {
  const navigate = useNavigate({ from: '/bookings' });
  const queries = useQueryClient();
  const views = useQuery({ queryKey: ['views'], queryFn: () => dataOf(api.GET('/api/v1/console/views')), staleTime: 60_000 });
  const [problem, setProblem] = useState('');
  const change = async (work: Promise<unknown>): Promise<boolean> => {
    try {
      await work;
      setProblem('');
      return true;
    } catch (error) {
      setProblem(failureOfAct(error));
      return false;
    } finally {
      void queries.invalidateQueries({ queryKey: ['views'] });
    }
  };
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const form = event.currentTarget;
    const name = String(new FormData(form).get('name') ?? '').trim();
    if (name !== '' && (await change(dataOf(api.PUT('/api/v1/console/views', { body: { page: 'bookings', name, search: JSON.stringify(search) } }))))) {
      form.reset();
    }
  };
  const items = views.data?.items ?? [];
  return (
    <details className="menu">
      <summary>{t.bookings.views}</summary>
      <div>
        {views.isError && <p role="alert" className="notice bad">{views.error.message}</p>}
        {views.isSuccess && items.length === 0 && <p className="hint">{t.bookings.noViews}</p>}
        <ul>
          {items.map((view) => (
            <li key={view.id}>
              <button type="button" onClick={() => void navigate({ search: searchOf(view.search) })}>{view.name}</button>
              <button type="button" className="quiet" aria-label={t.bookings.removeView(view.name)} onClick={() => void change(dataOf(api.DELETE('/api/v1/console/views/{id}', { params: { path: { id: view.id } } })))}>×</button>
            </li>
          ))}
        </ul>
        <form onSubmit={(event) => void submit(event)}>
          <input name="name" required maxLength={60} placeholder={t.bookings.viewName} aria-label={t.bookings.viewName} />
          <button type="submit">{t.bookings.saveView}</button>
        </form>
        {problem !== '' && <p role="alert" className="notice bad">{problem}</p>}
      </div>
    </details>
  );
}
