-- What route_km and route_minutes, and so the price, were derived from. Bookings of earlier versions have the straight line.
alter table booking add column route_source text not null default 'straight_line'
    check (route_source in ('straight_line', 'osrm', 'graphhopper'));
