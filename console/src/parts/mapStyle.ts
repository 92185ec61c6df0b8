import type { FilterSpecification, StyleSpecification } from 'maplibre-gl';
import outline from '../model/malaysia.json';
import { t } from '../words';

const EMPTY: GeoJSON.FeatureCollection = { type: 'FeatureCollection', features: [] };

export interface Colours { sea: string; land: string; coast: string; ring: string; ride: string; stuck: string; free: string; busy: string; silent: string }
export const LIGHT: Colours = { sea: '#dbe7f2', land: '#f7f6f1', coast: '#a9b4c2', ring: '#14213d', ride: '#3a6fc4', stuck: '#a8201a', free: '#0b8a4a', busy: '#0b57c2', silent: '#c22f28' };
export const DARK: Colours = { sea: '#0d1420', land: '#202835', coast: '#465267', ring: '#ffffff', ride: '#6d9ae8', stuck: '#ff9d94', free: '#6fd39b', busy: '#9cc2ff', silent: '#ff8279' };

const LINES: FilterSpecification = ['all', ['==', ['geometry-type'], 'LineString'], ['!=', ['get', 'part'], 'approach']];
const ROUND = { 'line-cap': 'round', 'line-join': 'round' } as const;

/** The map of the console itself: an outline of the country, rides and runners. */
export function style(colours: Colours): StyleSpecification {
  const picked = ['get', 'picked'];
  return {
    version: 8,
    sources: {
      outline: { type: 'geojson', data: outline as unknown as GeoJSON.GeoJSON, attribution: t.map.outline },
      rides: { type: 'geojson', data: EMPTY },
      runners: { type: 'geojson', data: EMPTY },
    },
    layers: [
      { id: 'sea', type: 'background', paint: { 'background-color': colours.sea } },
      { id: 'land', type: 'fill', source: 'outline', paint: { 'fill-color': colours.land } },
      { id: 'coast', type: 'line', source: 'outline', paint: { 'line-color': colours.coast, 'line-width': 1 } },
      { id: 'casing', type: 'line', source: 'rides', filter: LINES, layout: ROUND, paint: { 'line-color': colours.land, 'line-width': ['case', picked, 9, 5.5] } },
      { id: 'ways', type: 'line', source: 'rides', filter: LINES, layout: ROUND, paint: { 'line-color': ['case', ['get', 'stuck'], colours.stuck, colours.ride], 'line-width': ['case', picked, 5, 2.5], 'line-opacity': ['match', ['get', 'part'], 'done', 0.35, 'plan', 0.6, 1] } },
      { id: 'approaches', type: 'line', source: 'rides', filter: ['==', ['get', 'part'], 'approach'], paint: { 'line-color': ['case', ['get', 'stuck'], colours.stuck, colours.ride], 'line-width': ['case', picked, 3.5, 2], 'line-dasharray': [1.5, 1.5] } },
      { id: 'ends', type: 'circle', source: 'rides', filter: ['==', ['geometry-type'], 'Point'], paint: { 'circle-radius': ['case', picked, 6, 4], 'circle-color': ['case', ['==', ['get', 'end'], 'from'], colours.land, colours.ride], 'circle-stroke-color': colours.ride, 'circle-stroke-width': 2 } },
      { id: 'people', type: 'circle', source: 'runners', paint: { 'circle-radius': ['case', picked, 10, 7.5], 'circle-color': ['match', ['get', 'state'], 'free', colours.free, 'busy', colours.busy, colours.silent], 'circle-stroke-color': ['case', picked, colours.ring, colours.land], 'circle-stroke-width': ['case', picked, 3, 2.5] } },
    ],
  } as StyleSpecification;
}
