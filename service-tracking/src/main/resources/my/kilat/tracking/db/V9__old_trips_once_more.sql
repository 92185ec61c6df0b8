-- Arrival times and journeys of old trips are now deleted with their waypoints, a few trips at a time. Those whose waypoints are
-- gone are due for that once more.
update trip t set has_route = true
where not has_route and exists (select from trip_eta e where e.trip_id = t.id);
