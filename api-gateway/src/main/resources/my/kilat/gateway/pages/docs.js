// The gateway that served this page, under whatever name it was reached, and under a path that a proxy may have put before it.
const root = new URL('../', document.currentScript.src);

// Calls made from this page go there, whatever the description says of where it is.
const toThisGateway = (request) => {
  const asked = new URL(request.url, location.href);
  if (!asked.href.startsWith(root.href)) {
    request.url = new URL('.' + asked.pathname + asked.search, root).href;
  }
  return request;
};

window.addEventListener('load', () => {
  window.ui = SwaggerUIBundle({
    url: new URL('openapi.yaml', root).href,
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
