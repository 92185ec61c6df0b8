import type { GeoJSONSource, Map as MapLibre, Marker } from 'maplibre-gl';
import maplibregl from 'maplibre-gl/dist/maplibre-gl-csp';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-csp-worker?url';
import 'maplibre-gl/dist/maplibre-gl.css';
import { useEffect, useRef, type JSX } from 'react';
import { bounds, type Picked } from '../model/map';
import { placesAt } from '../model/places';
import { t } from '../words';
import { DARK, LIGHT, style } from './mapStyle';

// Its own file, so that the policy of the pages need not allow scripts that are made on the way.
maplibregl.setWorkerUrl(workerUrl);

const MALAYSIA: [number, number, number, number] = [99.4, 0.7, 119.4, 7.6];
const REACH = 6;
/** Nearer than that the map stays as near as it is. */
const FOLLOWED_FROM = 13;

/** Names of places as elements: letters that the map draws itself would have to come from a server of fonts. */
class PlaceNames {
  private readonly shown = new Map<string, Marker>();

  constructor(private readonly map: MapLibre) {}

  update(): void {
    const wanted = new Map(placesAt(this.map.getZoom(), (at) => this.map.project(at)).filter((place) => this.map.getBounds().contains(place.at)).map((place) => [place.name, place]));
    for (const [name, marker] of this.shown) {
      if (!wanted.has(name)) {
        marker.remove();
        this.shown.delete(name);
      }
    }
    for (const [name, place] of wanted) {
      if (!this.shown.has(name)) {
        const element = document.createElement('div');
        element.className = 'place';
        element.textContent = name;
        element.setAttribute('aria-hidden', 'true');
        this.shown.set(name, new maplibregl.Marker({ element, anchor: 'bottom', offset: [0, -8] }).setLngLat(place.at).addTo(this.map));
      }
    }
  }
}

interface Shown { runners: GeoJSON.FeatureCollection; rides: GeoJSON.FeatureCollection; isCardOpen: boolean; follow: [number, number] | undefined; onPick: (picked: Picked | undefined) => void }

function show(map: MapLibre, shown: Shown): void {
  map.getSource<GeoJSONSource>('rides')?.setData(shown.rides);
  map.getSource<GeoJSONSource>('runners')?.setData(shown.runners);
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
    const dark = window.matchMedia('(prefers-color-scheme: dark)');
    const all = bounds([latest.current.runners, latest.current.rides]);
    const drawn: MapLibre = new maplibregl.Map({
      container: place.current,
      style: style(dark.matches ? DARK : LIGHT),
      bounds: all ?? MALAYSIA,
      fitBoundsOptions: { padding: { top: 60, right: 70, bottom: 60, left: latest.current.isCardOpen ? 340 : 60 }, maxZoom: 13 },
      attributionControl: { compact: false },
      dragRotate: false,
      pitchWithRotate: false,
      fadeDuration: 0,
      locale: { 'Map.Title': t.map.canvas, 'NavigationControl.ZoomIn': t.map.zoomIn, 'NavigationControl.ZoomOut': t.map.zoomOut, 'AttributionControl.ToggleAttribution': t.map.attribution },
    });
    drawn.addControl(new maplibregl.NavigationControl({ showCompass: false }), 'top-right');
    drawn.addControl(new maplibregl.ScaleControl({ unit: 'metric' }), 'bottom-left');
    const names = new PlaceNames(drawn);
    drawn.on('load', () => names.update());
    drawn.on('moveend', () => names.update());
    const fill = (): void => show(drawn, latest.current);
    drawn.on('style.load', fill);
    const told = place.current;
    drawn.on('idle', () => { told.dataset['drawn'] = 'true'; });
    drawn.on('click', (event) => {
      const { x, y } = event.point;
      const found = drawn.queryRenderedFeatures([[x - REACH, y - REACH], [x + REACH, y + REACH]], { layers: ['people', 'ends', 'ways', 'approaches'] })[0];
      latest.current.onPick(found === undefined ? undefined : { kind: found.layer.id === 'people' ? 'runner' : 'ride', id: String(found.properties['id']) });
    });
    const recolour = (): void => { drawn.setStyle(style(dark.matches ? DARK : LIGHT)); };
    dark.addEventListener('change', recolour);
    map.current = drawn;
    return () => {
      dark.removeEventListener('change', recolour);
      map.current = undefined;
      drawn.remove();
    };
  }, []);

  useEffect(() => {
    if (map.current?.isStyleLoaded()) {
      show(map.current, latest.current);
    } else {
      // Still drawing what came before: what is the latest by then is shown after it.
      map.current?.once('idle', () => map.current && show(map.current, latest.current));
    }
  }, [shown.runners, shown.rides]);

  const [longitude, latitude] = shown.follow ?? [];
  useEffect(() => {
    if (map.current !== undefined && longitude !== undefined && latitude !== undefined) {
      map.current.easeTo({ center: [longitude, latitude], zoom: Math.max(map.current.getZoom(), FOLLOWED_FROM), duration: 500 });
    }
  }, [longitude, latitude]);
  return <div ref={place} className="maplibre" />;
}
