import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { api, dataOf, sendCsrfToken, type Schemas } from './client';

/** Who is logged in. */
export function useSession(): UseQueryResult<Schemas['Session']> {
  return useQuery({
    queryKey: ['session'],
    queryFn: async () => {
      const session = await dataOf(api.GET('/api/v1/console/session'));
      sendCsrfToken(session.csrf_token);
      return session;
    },
    staleTime: 60_000,
    refetchInterval: 60_000,
  });
}

