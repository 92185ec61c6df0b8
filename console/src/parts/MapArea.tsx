import { lazy, Suspense, type JSX } from 'react';
import { t } from '../words';
import type { Shown } from './MapCanvas';

const MapCanvas = lazy(() => import('./MapCanvas'));

/** The map, or its outline until the browser is known to draw and the library has come. */
export function MapArea({ canDraw, ...shown }: Shown & { canDraw: boolean | undefined }): JSX.Element {
  const loading = <div className="skeleton" role="status" aria-label={t.map.loading}><span /><span /></div>;
  return canDraw === undefined ? loading : <Suspense fallback={loading}><MapCanvas {...shown} /></Suspense>;
}
