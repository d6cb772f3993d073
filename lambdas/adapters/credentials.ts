// Credentials of the function's role, as Lambda puts them into the environment.

/** Read anew each time the SDK asks: Lambda rotates them between invocations of a warm process. */
export const environmentCredentials = async () => ({
  accessKeyId: process.env.AWS_ACCESS_KEY_ID ?? '',
  secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY ?? '',
  ...(process.env.AWS_SESSION_TOKEN && { sessionToken: process.env.AWS_SESSION_TOKEN }),
});
