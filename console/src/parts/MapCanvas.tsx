import type { GeoJSONSource, Map as MapLibre } from 'maplibre-gl';
import maplibregl from 'maplibre-gl/dist/maplibre-gl-csp';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-csp-worker?url';
import 'maplibre-gl/dist/maplibre-gl.css';
import { Protocol } from 'pmtiles';
import { useEffect, useRef, type JSX } from 'react';
import { bounds, type Picked } from '../model/map';
import { t } from '../words';
import { DARK, KIND_OF_LAYER, LIGHT, MOVING, movingLayers, ours, outlineStyle, type Colours, type Moving } from './mapStyle';
import { PlaceNames } from './PlaceNames';

// A style may name a file of tiles as pmtiles://https://…, of which parts are read; then no server of tiles is needed.
maplibregl.addProtocol('pmtiles', new Protocol().tile);

const MALAYSIA: [number, number, number, number] = [99.4, 0.7, 119.4, 7.6];
const REACH = 6;
/** Nearer than that the map stays as near as it is. */
const FOLLOWED_FROM = 13;
/** A style that has not come by then does not come. */
const STYLE_WITHIN = 10_000;

export interface Shown {
  moving: Record<Moving, GeoJSON.FeatureCollection>;
  isCardOpen: boolean;
  follow: [number, number] | undefined;
  /** Where the style of the map is; the outline is drawn if there is none. */
  styleUrl: string | undefined;
  onPick: (picked: Picked | undefined) => void;
  /** Takes clicks instead of onPick. */
  onPlace?: ((place: [number, number]) => void) | undefined;
  /** The style could not be read, and the outline is drawn instead. */
  onStyleFailed: () => void;
}

function show(map: MapLibre, moving: Shown['moving']): void {
  MOVING.forEach((name) => map.getSource<GeoJSONSource>(ours(name))?.setData(moving[name]));
}

function addMoving(map: MapLibre, colours: Colours, moving: Shown['moving']): void {
  MOVING.filter((name) => map.getSource(ours(name)) === undefined).forEach((name) => map.addSource(ours(name), { type: 'geojson', data: moving[name] }));
  movingLayers(colours).filter((layer) => map.getLayer(layer.id) === undefined).forEach((layer) => map.addLayer(layer));
}

/**
 * The worker that reads tiles is a file of its own, so that the policy of the pages need not allow scripts that are made on the way.
 * It is bound by the policy with which it came, and browsers keep it: so its address names the server that the policy allows.
 */
function workerFor(styleUrl: string | undefined): string {
  return styleUrl === undefined ? workerUrl : `${workerUrl}?for=${encodeURIComponent(new URL(styleUrl).origin)}`;
}

/** Draws with the style of the operators, or with the outline, also when that style does not come. */
function dress(map: MapLibre, latest: () => Shown): () => void {
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  const names = new PlaceNames(map);
  let styleUrl = latest().styleUrl;
  let hasCome = false;
  const colours = (): Colours => (dark.matches ? DARK : LIGHT);
  const draw = (): void => {
    hasCome = styleUrl === undefined;
    map.setStyle(styleUrl ?? outlineStyle(colours()), { diff: false });
  };
  const giveUp = (): void => {
    if (!hasCome) {
      styleUrl = undefined;
      draw();
      latest().onStyleFailed();
    }
  };
  const late = setTimeout(giveUp, STYLE_WITHIN);
  const name = (): void => {
    if (styleUrl === undefined) {
      names.update();
    }
  };
  map.on('style.load', () => {
    hasCome = true;
    addMoving(map, colours(), latest().moving);
    name();
  });
  map.on('error', ({ error }) => {
    // The library says nothing itself once somebody listens.
    console.error(error);
    giveUp();
  });
  map.on('moveend', name);
  dark.addEventListener('change', draw);
  draw();
  return () => {
    clearTimeout(late);
    dark.removeEventListener('change', draw);
  };
}

/** The map itself, which is loaded apart. Everything that it shows stands in the lists as well, for those who do not see it. */
export default function MapCanvas(shown: Shown): JSX.Element {
  const place = useRef<HTMLDivElement>(null);
  const map = useRef<MapLibre>(undefined);
  const latest = useRef(shown);
  latest.current = shown;

  useEffect(() => {
    if (place.current === null) {
      return undefined;
    }
    const { moving, isCardOpen, styleUrl } = latest.current;
    maplibregl.setWorkerUrl(workerFor(styleUrl));
    const drawn: MapLibre = new maplibregl.Map({
      container: place.current,
      bounds: bounds([moving.runners, moving.rides]) ?? MALAYSIA,
      fitBoundsOptions: { padding: { top: 60, right: 70, bottom: 60, left: isCardOpen ? 340 : 60 }, maxZoom: 13 },
      attributionControl: { compact: false },
      dragRotate: false,
      pitchWithRotate: false,
      fadeDuration: 0,
      locale: { 'Map.Title': t.map.canvas, 'NavigationControl.ZoomIn': t.map.zoomIn, 'NavigationControl.ZoomOut': t.map.zoomOut, 'AttributionControl.ToggleAttribution': t.map.attribution },
    });
    drawn.addControl(new maplibregl.NavigationControl({ showCompass: false }), 'top-right');
    drawn.addControl(new maplibregl.ScaleControl({ unit: 'metric' }), 'bottom-left');
    const undress = dress(drawn, () => latest.current);
    const told = place.current;
    drawn.on('idle', () => { told.dataset['drawn'] = 'true'; });
    drawn.on('click', (event) => {
      if (latest.current.onPlace !== undefined) {
        latest.current.onPlace([event.lngLat.lng, event.lngLat.lat]);
        return;
      }
      const { x, y } = event.point;
      const layers = Object.keys(KIND_OF_LAYER).filter((layer) => drawn.getLayer(layer) !== undefined);
      const found = drawn.queryRenderedFeatures([[x - REACH, y - REACH], [x + REACH, y + REACH]], { layers })[0];
      const kind = found === undefined ? undefined : KIND_OF_LAYER[found.layer.id as keyof typeof KIND_OF_LAYER];
      latest.current.onPick(kind === undefined ? undefined : { kind, id: String(found?.properties['id']) });
    });
    map.current = drawn;
    return () => {
      undress();
      map.current = undefined;
      drawn.remove();
    };
  }, []);

  useEffect(() => {
    if (map.current !== undefined) {
      show(map.current, shown.moving);
    }
  }, [shown.moving]);

  const [longitude, latitude] = shown.follow ?? [];
  useEffect(() => {
    if (map.current !== undefined && longitude !== undefined && latitude !== undefined) {
      map.current.easeTo({ center: [longitude, latitude], zoom: Math.max(map.current.getZoom(), FOLLOWED_FROM), duration: 500 });
    }
  }, [longitude, latitude]);
  return <div ref={place} className="maplibre" />;
}
