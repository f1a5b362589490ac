# Hedgerow in a container. compose.yaml gives it a Neo4j; alone it starts its embedded graph:
#
#   docker build --tag hedgerow .
#   docker run --init --publish 127.0.0.1:8000:8000 --volume hedgerow:/data hedgerow

FROM python:3.13-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /opt/hedgerow
RUN python -m venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH

# What changes seldom comes first, so that it is built seldom.
COPY requirements/ requirements/
RUN pip install --require-hashes --requirement requirements/run.txt

COPY pyproject.toml README.md LICENSE ./
COPY graph/ graph/
COPY maps/ maps/
COPY seeds/ seeds/
COPY service/ service/
RUN pip install --no-deps --no-build-isolation --editable .

# The front-end files are built with Node.js from PyPI, which the last stage does not get.
FROM build AS assets
RUN pip install --require-hashes --requirement requirements/node.txt \
    && python -m service.assets \
    && rm -rf service/assets/node_modules

FROM python:3.13-slim
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    HEDGEROW_DATA=/data \
    HEDGEROW_HOST=0.0.0.0 \
    HEDGEROW_PORT=8000 \
    NUMBA_CACHE_DIR=/var/cache/hedgerow
RUN useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin hedgerow \
    && install --directory --owner hedgerow --mode 0700 /data /var/cache/hedgerow
COPY --from=build /opt/venv /opt/venv
COPY --from=assets /opt/hedgerow /opt/hedgerow
RUN cd /opt/hedgerow && python -m compileall -q graph maps seeds service
USER hedgerow
# The inner loops are compiled once, here; on another sort of processor again at its first start.
RUN cd /opt/hedgerow && python -m graph.kernels
WORKDIR /data
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import urllib.request as web; web.urlopen('http://127.0.0.1:8000/healthz', timeout=8)"]
CMD ["hedgerow", "serve"]
