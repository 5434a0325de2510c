CREATE VIEW "{view}" AS
SELECT id, code, name, nature, seat, source, estimated, geom FROM echelle_outline
WHERE kind = '{kind}'
