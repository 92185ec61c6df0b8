import type { Map as MapLibre, Marker } from 'maplibre-gl';
import maplibregl from 'maplibre-gl/dist/maplibre-gl-csp';
import { placesAt } from '../model/places';

/** Names of places as elements: letters that the map draws itself would have to come from a server of fonts. */
export class PlaceNames {
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
