/** The names of what spans say, as OpenTelemetry's stable conventions spell them (1.45). */
export const ATTRIBUTES = {
  errorType: "error.type",
  exceptionType: "exception.type",
  exceptionMessage: "exception.message",
  exceptionStack: "exception.stacktrace",
  dbSystem: "db.system.name",
  dbQuery: "db.query.text",
  dbSummary: "db.query.summary",
  dbStatus: "db.response.status_code",
  /** Still in development in the conventions, as the only one here. */
  dbRows: "db.response.returned_rows",
  httpMethod: "http.request.method",
  httpMethodOriginal: "http.request.method_original",
  httpStatus: "http.response.status_code",
  httpRoute: "http.route",
  url: "url.full",
  urlQuery: "url.query",
  serverAddress: "server.address",
  serverPort: "server.port",
} as const;
