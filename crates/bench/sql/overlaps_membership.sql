-- A basin → everything it shares ground with, through the faces they have in common.
\set basin random(:first, :last)
SELECT t.territory, t.kind, t.code, t.name, t.context, t.people, t.area,
       common.people, common.area, common.faces,
       common.people / s.people AS people_of_subject, common.area / s.area AS area_of_subject,
       common.people / nullif(t.people, 0) AS people_of_territory,
       common.area / t.area AS area_of_territory
FROM (
  SELECT other.territory, sum(other.people) AS people, sum(other.area) AS area, count(*) AS faces
  FROM membership mine
  JOIN membership other ON other.face = mine.face
  WHERE mine.territory = :basin
  GROUP BY other.territory
) common
JOIN territories t ON t.territory = common.territory
CROSS JOIN (SELECT people, area FROM territories WHERE territory = :basin) s;
