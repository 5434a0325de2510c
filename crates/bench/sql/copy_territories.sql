COPY territories (territory, kind, code, name, context, people, area) FROM STDIN
