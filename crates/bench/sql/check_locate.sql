-- How many territories of these kinds hold the sample points, all together.
SELECT count(*)
FROM unnest(:'lons'::float8[], :'lats'::float8[]) AS point (lon, lat)
JOIN faces f ON ST_Intersects(f.geom, ST_SetSRID(ST_MakePoint(lon, lat), 4326))
JOIN membership m ON m.face = f.face
JOIN territories t ON t.territory = m.territory
WHERE t.kind = ANY (:'kinds'::text[]);
