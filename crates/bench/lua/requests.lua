-- For wrk: sends the requests of a file in turn. Each line is a method, a path and, for a POST, a
-- JSON body, parted by tabs. At the end prints what a program reads: requests answered,
-- microseconds taken, answers that were no success, connections and reads that failed.

local requests, place = {}, 0

function init(arguments)
  for line in io.lines(arguments[1]) do
    local method, path, body = line:match("^([^\t]+)\t([^\t]+)\t?(.*)$")
    if body == "" then
      requests[#requests + 1] = wrk.format(method, path)
    else
      requests[#requests + 1] =
        wrk.format(method, path, { ["Content-Type"] = "application/json" }, body)
    end
  end
end

function request()
  place = place % #requests + 1
  return requests[place]
end

function done(summary)
  local errors = summary.errors
  io.write(string.format(
    "measured %d %d %d %d\n",
    summary.requests,
    summary.duration,
    errors.status,
    errors.connect + errors.read + errors.write + errors.timeout
  ))
end
