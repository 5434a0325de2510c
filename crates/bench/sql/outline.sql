-- The outline of a région from its faces.
\set region random(:first_region, :last_region)
SELECT ST_AsBinary(ST_Union(f.geom))
FROM membership m
JOIN faces f ON f.face = m.face
WHERE m.territory = :region;
