import type { FilterSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl';
import outline from '../model/malaysia.json';
import { t } from '../words';

export interface Colours { sea: string; land: string; coast: string; ring: string; ride: string; stuck: string; free: string; busy: string; silent: string; shop: string }
export const LIGHT: Colours = { sea: '#dbe7f2', land: '#f7f6f1', coast: '#a9b4c2', ring: '#14213d', ride: '#3a6fc4', stuck: '#a8201a', free: '#0b8a4a', busy: '#0b57c2', silent: '#c22f28', shop: '#7d3fb8' };
export const DARK: Colours = { sea: '#0d1420', land: '#202835', coast: '#465267', ring: '#ffffff', ride: '#6d9ae8', stuck: '#ff9d94', free: '#6fd39b', busy: '#9cc2ff', silent: '#ff8279', shop: '#cfa6f5' };

const LINES: FilterSpecification = ['all', ['==', ['geometry-type'], 'LineString'], ['!=', ['get', 'part'], 'approach']];
const ROUND = { 'line-cap': 'round', 'line-join': 'round' } as const;

/** The map of the console itself: an outline of the country. */
export function outlineStyle(colours: Colours): StyleSpecification {
  return {
    version: 8,
    sources: { outline: { type: 'geojson', data: outline as unknown as GeoJSON.GeoJSON, attribution: t.map.outline } },
    layers: [
      { id: 'sea', type: 'background', paint: { 'background-color': colours.sea } },
      { id: 'land', type: 'fill', source: 'outline', paint: { 'fill-color': colours.land } },
      { id: 'coast', type: 'line', source: 'outline', paint: { 'line-color': colours.coast, 'line-width': 1 } },
    ],
  };
}

/** What moves on the map, each in a source of this name. */
export const MOVING = ['shops', 'track', 'rides', 'runners'] as const;
export type Moving = (typeof MOVING)[number];

/** Names that a style of somebody else does not have. */
export function ours(name: string): string {
  return `kilat-${name}`;
}

/** What lies above any style: shops, the way of a runner, rides and runners. */
export function movingLayers(colours: Colours): LayerSpecification[] {
  const picked = ['get', 'picked'];
  const layers = [
    { id: 'shops', type: 'circle', source: 'shops', paint: { 'circle-radius': ['case', picked, 8, 4.5], 'circle-color': colours.shop, 'circle-stroke-color': ['case', picked, colours.ring, colours.land], 'circle-stroke-width': 1.5 } },
    { id: 'track', type: 'line', source: 'track', layout: ROUND, paint: { 'line-color': colours.ring, 'line-width': 2.5, 'line-opacity': 0.65 } },
    { id: 'casing', type: 'line', source: 'rides', filter: LINES, layout: ROUND, paint: { 'line-color': colours.land, 'line-width': ['case', picked, 9, 5.5] } },
    { id: 'ways', type: 'line', source: 'rides', filter: LINES, layout: ROUND, paint: { 'line-color': ['case', ['get', 'stuck'], colours.stuck, colours.ride], 'line-width': ['case', picked, 5, 2.5], 'line-opacity': ['match', ['get', 'part'], 'done', 0.35, 'plan', 0.6, 1] } },
    { id: 'approaches', type: 'line', source: 'rides', filter: ['==', ['get', 'part'], 'approach'], paint: { 'line-color': ['case', ['get', 'stuck'], colours.stuck, colours.ride], 'line-width': ['case', picked, 3.5, 2], 'line-dasharray': [1.5, 1.5] } },
    { id: 'ends', type: 'circle', source: 'rides', filter: ['==', ['geometry-type'], 'Point'], paint: { 'circle-radius': ['case', picked, 6, 4], 'circle-color': ['case', ['==', ['get', 'end'], 'from'], colours.land, colours.ride], 'circle-stroke-color': colours.ride, 'circle-stroke-width': 2 } },
    { id: 'people', type: 'circle', source: 'runners', paint: { 'circle-radius': ['case', picked, 10, 7.5], 'circle-color': ['match', ['get', 'state'], 'free', colours.free, 'busy', colours.busy, colours.silent], 'circle-stroke-color': ['case', picked, colours.ring, colours.land], 'circle-stroke-width': ['case', picked, 3, 2.5] } },
  ];
  return layers.map((layer) => ({ ...layer, id: ours(layer.id), source: ours(layer.source) }) as LayerSpecification);
}

/** Of which kind something is that was clicked on; the topmost layers first. */
export const KIND_OF_LAYER = { [ours('people')]: 'runner', [ours('ends')]: 'ride', [ours('ways')]: 'ride', [ours('approaches')]: 'ride', [ours('shops')]: 'shop' } as const;
