// How every AWS SDK client of a function is configured. Used by adapters and by the wiring in handler.ts.

/**
 * Credentials of the function's role, read from the environment directly: on Lambda they always stand there, and loading the
 * SDK's provider chain would cost every cold start. Read anew each time the SDK asks: Lambda rotates them between
 * invocations of a warm process. Nothing changes a client's middleware after its first call, so the SDK may keep the
 * resolved stack: an eighth of the processor time of a call (`npm run bench`, 2026-11).
 */
export const clientConfiguration = {
  cacheMiddleware: true,
  credentials: async () => ({
    accessKeyId: process.env.AWS_ACCESS_KEY_ID ?? '',
    secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY ?? '',
    ...(process.env.AWS_SESSION_TOKEN && { sessionToken: process.env.AWS_SESSION_TOKEN }),
  }),
};
