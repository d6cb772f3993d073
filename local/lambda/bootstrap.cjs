// What runs inside a function's worker thread: loads the handler from its bundle and answers events, one at a time, as
// AWS's own Node runtime does. Plain CommonJS, because a worker starts from a file and must start fast.
// It may know nothing of the runtime but the messages of its port.
'use strict';
const { existsSync, readFileSync, realpathSync } = require('node:fs');
const Module = require('node:module');
const { dirname, join, resolve, sep } = require('node:path');
const { pathToFileURL } = require('node:url');
const { parentPort, workerData } = require('node:worker_threads');

const { handlerName, virtualTime } = workerData;
// Node names modules by their real path, and paths are compared below.
const taskRoot = realpathSync(workerData.taskRoot);
const EXTENSIONS = ['.js', '.mjs', '.cjs'];

/** Date of the runtime's virtual clock, read from shared memory. */
function installVirtualDate(time) {
  const RealDate = Date;
  const now = () => time[0];
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, parts, newTarget) =>
      Reflect.construct(target, parts.length ? parts : [now()], newTarget),
    apply: () => new RealDate(now()).toString(),
    get: (target, key, receiver) => (key === 'now' ? now : Reflect.get(target, key, receiver)),
  });
}

/** On AWS nothing lies above the task root, so the nearest package.json must not be one of the host's. */
function isEsModule(path) {
  for (let folder = dirname(path); folder.startsWith(taskRoot); folder = dirname(folder)) {
    const manifest = join(folder, 'package.json');
    if (existsSync(manifest)) return JSON.parse(readFileSync(manifest, 'utf8')).type === 'module';
  }
  return false;
}

const loadAsNodeDoes = Module._extensions['.js'];
Module._extensions['.js'] = (module, path) => {
  if (!path.startsWith(taskRoot + sep) || isEsModule(path)) return loadAsNodeDoes(module, path);
  return module._compile(readFileSync(path, 'utf8'), path);
};

function runtimeError(name, message) {
  const error = new Error(message);
  error.name = name;
  return error;
}

async function loadModule(moduleName) {
  const extension = EXTENSIONS.find((candidate) => existsSync(join(taskRoot, moduleName + candidate)));
  if (!extension)
    throw runtimeError('Runtime.ImportModuleError', `Error: Cannot find module '${moduleName}'`);
  const path = resolve(taskRoot, moduleName + extension);
  const asEsModule = extension === '.mjs' || (extension === '.js' && isEsModule(path));
  try {
    return asEsModule ? await import(pathToFileURL(path).href) : Module.createRequire(path)(path);
  } catch (error) {
    if (error instanceof SyntaxError)
      throw runtimeError('Runtime.UserCodeSyntaxError', `SyntaxError: ${error.message}`);
    if (/^(ERR_)?MODULE_NOT_FOUND$/.test(error?.code)) {
      throw runtimeError('Runtime.ImportModuleError', `Error: ${error.message}`);
    }
    throw error;
  }
}

async function loadHandler() {
  const dot = handlerName.lastIndexOf('.');
  const loaded = await loadModule(handlerName.slice(0, dot));
  const name = handlerName.slice(dot + 1);
  const handler = loaded[name] ?? loaded.default?.[name];
  if (handler === undefined) {
    throw runtimeError('Runtime.HandlerNotFound', `${handlerName} is undefined or not exported`);
  }
  if (typeof handler !== 'function') {
    throw runtimeError('Runtime.HandlerNotFound', `${handlerName} is not a function`);
  }
  return handler;
}

function describeError(error) {
  const isError = error && typeof error.message === 'string' && typeof error.stack === 'string';
  if (!isError) return { errorType: typeof error, errorMessage: String(error), trace: [] };
  return { errorType: error.name, errorMessage: error.message, trace: error.stack.split('\n') };
}

function contextOf(invocation) {
  const startedMs = performance.now();
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
    invokedFunctionArn: invocation.functionArn,
    awsRequestId: invocation.requestId,
    getRemainingTimeInMillis: () =>
      Math.max(0, Math.round(invocation.budgetMs - (performance.now() - startedMs))),
  };
}

/** A handler that neither returns a promise nor takes a callback ends with null, as on AWS. */
function runHandler(handler, event, context) {
  return new Promise((settle, fail) => {
    const callback = (error, result) => (error ? fail(error) : settle(result));
    const returned = handler(event, context, callback);
    if (typeof returned?.then === 'function') returned.then(settle, fail);
    else if (handler.length < 3) settle(null);
  });
}

async function answer(invocation) {
  const handler = await loading;
  const result = await runHandler(handler, JSON.parse(invocation.event), contextOf(invocation));
  return JSON.stringify(result === undefined ? null : result);
}

function fail(errorType, error) {
  parentPort.postMessage({
    fatal: { errorType, errorMessage: String(error), trace: describeError(error).trace },
  });
  process.exit(129);
}

process.on('uncaughtException', (error) => {
  parentPort.postMessage({ fatal: describeError(error) });
  process.exit(129);
});
process.on('unhandledRejection', (error) => fail('Runtime.UnhandledPromiseRejection', error));

if (virtualTime) installVirtualDate(new Float64Array(virtualTime));
const loading = loadHandler();
loading.then(
  () => parentPort.postMessage({ ready: true }),
  (error) => parentPort.postMessage({ failedToLoad: describeError(error) }),
);
parentPort.on('message', (invocation) => {
  answer(invocation).then(
    (payload) => parentPort.postMessage({ payload }),
    (error) => parentPort.postMessage({ error: describeError(error) }),
  );
});
