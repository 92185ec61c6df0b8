// Calls made from this page go to the gateway that served it, under whatever name it was reached.
const toThisGateway = (request) => {
  const asked = new URL(request.url, location.href);
  request.url = location.origin + asked.pathname + asked.search;
  return request;
};

window.addEventListener('load', () => {
  window.ui = SwaggerUIBundle({
    url: '/openapi.yaml',
    dom_id: '#api',
    deepLinking: true,
    docExpansion: 'list',
    defaultModelsExpandDepth: 0,
    persistAuthorization: true,
    requestInterceptor: toThisGateway,
    validatorUrl: null,
    presets: [SwaggerUIBundle.presets.apis],
  });
});
