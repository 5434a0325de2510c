-- The outline of a région from its faces, those that PostGIS made valid: it cannot unite others.
\set region random(:first_region, :last_region)
SELECT ST_AsBinary(ST_Union(g.flat))
FROM membership m
JOIN ground g ON g.face = m.face
WHERE m.territory = :region;
