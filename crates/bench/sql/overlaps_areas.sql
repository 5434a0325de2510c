-- A basin → everything it shares ground with, by intersecting areas; people are left out.
\set basin random(:first, :last)
SELECT t.territory, t.kind, t.code, t.name, t.context, t.people, t.area, common.area,
       common.area / s.area AS share_of_subject, common.area / t.area AS share_of_territory
FROM shapes mine
JOIN territories s ON s.territory = mine.territory
JOIN shapes other ON ST_Intersects(other.flat, mine.flat)
JOIN territories t ON t.territory = other.territory
CROSS JOIN LATERAL (SELECT ST_Area(ST_Intersection(other.flat, mine.flat)) AS area) common
WHERE mine.territory = :basin AND common.area > 1;
