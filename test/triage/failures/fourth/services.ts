import type { LabelledFailure } from "../failure.ts";

/** Failures of services that Python calls, and of the process itself. */
export const fourthServiceFailures: LabelledFailure[] = [
  {
    name: "httpx: no answer in time",
    is: "network",
    error: "httpx.ReadTimeout: The read operation timed out",
    trace: `httpcore.ReadTimeout: The read operation timed out
The above exception was the direct cause of the following exception:
Traceback (most recent call last):
  File "/Workspace/Shared/etl/fx.py", line 31, in rates
    response = client.get("/latest")
httpx.ReadTimeout: The read operation timed out`,
  },
  {
    name: "aiohttp: a server that hangs up",
    is: "network",
    error: "aiohttp.client_exceptions.ServerDisconnectedError: Server disconnected",
  },
  {
    name: "aiohttp: a host that can't be reached",
    is: "network",
    error:
      "aiohttp.client_exceptions.ClientConnectorError: Cannot connect to host api.carrier.test:443 ssl:default [No route to host]",
  },
  {
    name: "a body that ended halfway",
    is: "network",
    error:
      "requests.exceptions.ChunkedEncodingError: ('Connection broken: IncompleteRead(8192 bytes read, 40110 more expected)', IncompleteRead(8192 bytes read, 40110 more expected))",
  },
  {
    name: "a proxy that refuses",
    is: "network",
    error:
      "requests.exceptions.ProxyError: HTTPSConnectionPool(host='api.weather.test', port=443): Max retries exceeded with url: /v3 (Caused by ProxyError('Unable to connect to proxy', OSError('Tunnel connection failed: 503 Service Unavailable')))",
  },
  {
    name: "a handshake that breaks off",
    is: "network",
    error: "ssl.SSLEOFError: EOF occurred in violation of protocol (_ssl.c:1006)",
  },
  {
    name: "a rate limit that says when",
    is: "network",
    error:
      "requests.exceptions.HTTPError: 429 Client Error: Too Many Requests for url: https://api.hubspot.test/crm/v3/objects/contacts",
  },
  {
    name: "an answer 404 of an interface",
    is: "data",
    error:
      "requests.exceptions.HTTPError: 404 Client Error: Not Found for url: https://api.partner.test/exports/2026-11-29.csv",
  },
  {
    name: "an answer 400 of an interface",
    is: "unknown",
    error: "requests.exceptions.HTTPError: 400 Client Error: Bad Request for url: https://api.partner.test/v2/query",
  },
  {
    name: "Databricks' SDK: a token that isn't valid",
    is: "permission",
    error: "databricks.sdk.errors.platform.Unauthenticated: Invalid access token. Token is expired.",
  },
  {
    name: "Salesforce: a session that has run out",
    is: "permission",
    error:
      "simple_salesforce.exceptions.SalesforceExpiredSession: Expired session for https://acme.my.salesforce.test/services/data/v59.0/query/. Response content: [{'message': 'Session expired or invalid', 'errorCode': 'INVALID_SESSION_ID'}]",
  },
  {
    name: "a refresh token that was taken back",
    is: "permission",
    error:
      "google.auth.exceptions.RefreshError: ('invalid_grant: Token has been expired or revoked.', {'error': 'invalid_grant', 'error_description': 'Token has been expired or revoked.'})",
  },
  {
    name: "a model service that is overloaded",
    is: "network",
    error:
      "openai.InternalServerError: Error code: 503 - {'error': {'message': 'The server is overloaded or not ready yet.', 'type': 'server_error'}}",
  },
  {
    name: "a model service without money left",
    is: "permission",
    error:
      "openai.RateLimitError: Error code: 429 - {'error': {'message': 'You exceeded your current quota, please check your plan and billing details.', 'type': 'insufficient_quota', 'code': 'insufficient_quota'}}",
  },
  {
    name: "a kernel that was killed",
    is: "resource",
    error: "Fatal error: The Python kernel is unresponsive.",
    trace:
      "Fatal error: The Python kernel is unresponsive.\n\nThe Python process exited with exit code 137 (SIGKILL: Killed).",
  },
  {
    name: "a crash in native code",
    is: "unknown",
    error: "The Python process exited with exit code 139 (SIGSEGV: Segmentation fault).",
  },
  {
    name: "Azure Event Hubs: a link that was lost",
    is: "network",
    error: "azure.eventhub.exceptions.ConnectionLostError: Connection lost: [Errno 32] Broken pipe",
  },
];
