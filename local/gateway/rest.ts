// AWS REST-JSON: method and path name the action. Lambda speaks it.
import type { AwsError } from '../service.js';
import { errorBody, parseJson } from './json.js';
import { header, type WireCall, type WireRequest, type WireResponse } from './wire.js';

interface Route {
  readonly method: string;
  readonly pattern: RegExp;
  readonly service: string;
  readonly action: string;
  readonly status: number;
}

/** `METHOD /path/{Member} Action status`: members of the path, the query and the body become the input. */
const LAMBDA_ROUTES = `
POST /2015-03-31/functions CreateFunction 201
GET /2015-03-31/functions ListFunctions 200
GET /2015-03-31/functions/{FunctionName} GetFunction 200
DELETE /2015-03-31/functions/{FunctionName} DeleteFunction 204
GET /2015-03-31/functions/{FunctionName}/configuration GetFunctionConfiguration 200
PUT /2015-03-31/functions/{FunctionName}/configuration UpdateFunctionConfiguration 200
PUT /2015-03-31/functions/{FunctionName}/code UpdateFunctionCode 200
POST /2015-03-31/functions/{FunctionName}/policy AddPermission 201
GET /2015-03-31/functions/{FunctionName}/policy GetPolicy 200
DELETE /2015-03-31/functions/{FunctionName}/policy/{StatementId} RemovePermission 204
PUT /2017-10-31/functions/{FunctionName}/concurrency PutFunctionConcurrency 200
GET /2019-09-30/functions/{FunctionName}/concurrency GetFunctionConcurrency 200
DELETE /2017-10-31/functions/{FunctionName}/concurrency DeleteFunctionConcurrency 204
PUT /2019-09-25/functions/{FunctionName}/event-invoke-config PutFunctionEventInvokeConfig 200
POST /2019-09-25/functions/{FunctionName}/event-invoke-config UpdateFunctionEventInvokeConfig 200
DELETE /2019-09-25/functions/{FunctionName}/event-invoke-config DeleteFunctionEventInvokeConfig 204
GET /2019-09-25/functions/{FunctionName}/event-invoke-config GetFunctionEventInvokeConfig 200
POST /2021-10-31/functions/{FunctionName}/url CreateFunctionUrlConfig 201
PUT /2021-10-31/functions/{FunctionName}/url UpdateFunctionUrlConfig 200
DELETE /2021-10-31/functions/{FunctionName}/url DeleteFunctionUrlConfig 204
GET /2021-10-31/functions/{FunctionName}/urls ListFunctionUrlConfigs 200
GET /2021-10-31/functions/{FunctionName}/url GetFunctionUrlConfig 200
POST /2015-03-31/event-source-mappings CreateEventSourceMapping 202
GET /2015-03-31/event-source-mappings ListEventSourceMappings 200
GET /2015-03-31/event-source-mappings/{UUID} GetEventSourceMapping 200
PUT /2015-03-31/event-source-mappings/{UUID} UpdateEventSourceMapping 202
DELETE /2015-03-31/event-source-mappings/{UUID} DeleteEventSourceMapping 202
`;
const ROUTES = readRoutes('lambda', LAMBDA_ROUTES);
const INVOKE_PATH = /^\/2015-03-31\/functions\/([^/?]+)\/invocations\/?(?:\?|$)/;

function readRoutes(service: string, table: string): Route[] {
  return table
    .trim()
    .split('\n')
    .map((line) => {
      const [method = '', path = '', action = '', status] = line.split(' ');
      const pattern = new RegExp(`^${path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}/?$`);
      return { method, pattern, service, action, status: Number(status) };
    });
}

/** The call in `request`, or undefined when no route fits. */
export function readRestCall(request: WireRequest): WireCall | undefined {
  const invoked = request.method === 'POST' ? INVOKE_PATH.exec(request.url) : null;
  if (invoked?.[1]) return invokeCall(request, decodeURIComponent(invoked[1]));
  const [path = '', query] = request.url.split('?', 2);
  for (const route of ROUTES) {
    const match = route.method === request.method ? route.pattern.exec(path) : null;
    if (match) return routeCall(request, route, match.groups ?? {}, new URLSearchParams(query));
  }
  return undefined;
}

function routeCall(
  request: WireRequest,
  route: Route,
  members: Record<string, string>,
  query: URLSearchParams,
): WireCall {
  const named = Object.entries(members).map(([name, value]) => [name, decodeURIComponent(value)]);
  const input = { ...(parseJson(request.body) as object), ...Object.fromEntries([...query, ...named]) };
  return {
    service: route.service,
    action: route.action,
    input,
    answer: (output) => ({
      status: route.status,
      headers: JSON_HEADERS,
      body: route.status === 204 ? '' : JSON.stringify(output ?? {}),
    }),
    refuse: restError,
  };
}

const JSON_HEADERS = { 'content-type': 'application/json' };

/** Invoke carries its payload as the body, both ways; it is never parsed here. */
function invokeCall(request: WireRequest, functionName: string): WireCall {
  const qualifier = new URLSearchParams(request.url.split('?', 2)[1]).get('Qualifier');
  return {
    service: 'lambda',
    action: 'Invoke',
    input: {
      FunctionName: functionName,
      InvocationType: header(request, 'x-amz-invocation-type'),
      LogType: header(request, 'x-amz-log-type'),
      Qualifier: qualifier ?? undefined,
      Payload: request.body,
    },
    answer: (output) => invokeResponse(output as InvokeOutput),
    refuse: restError,
  };
}

interface InvokeOutput {
  readonly StatusCode: number;
  readonly FunctionError?: string;
  readonly LogResult?: string;
  readonly ExecutedVersion?: string;
  readonly Payload?: string;
}

function invokeResponse(output: InvokeOutput): WireResponse {
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  if (output.ExecutedVersion) headers['x-amz-executed-version'] = output.ExecutedVersion;
  if (output.FunctionError) headers['x-amz-function-error'] = output.FunctionError;
  if (output.LogResult) headers['x-amz-log-result'] = output.LogResult;
  return { status: output.StatusCode, headers, body: output.Payload ?? '' };
}

function restError(error: AwsError): WireResponse {
  return {
    status: error.status,
    headers: { ...JSON_HEADERS, 'x-amzn-errortype': error.code },
    body: errorBody(error),
  };
}
