-- The ground under all drawn areas, in m².
SELECT coalesce(sum(ST_Area(ST_Intersection(s.flat, g.flat))), 0)
FROM sketches s
JOIN ground g ON ST_Intersects(s.flat, g.flat);
