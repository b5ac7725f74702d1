# The image of the bot and of its grader workers: the same program, and the command says which. How to run it: docs/operations.md.
#
#   docker build --tag mianjing .
#
# constraints.txt says in which versions Python packages are taken.

FROM debian:bookworm-slim AS base
# Debian's stable release gets security fixes under the same name and drops the version before: a pinned one would soon not build.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends python3 \
    && rm -rf /var/lib/apt/lists/*


FROM base AS build
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends python3-pip \
    && rm -rf /var/lib/apt/lists/*

# PyTorch's own index has a build without CUDA, which would be gigabytes. Empty: wherever pip looks for everything else.
ARG TORCH_INDEX_URL=https://download.pytorch.org/whl/cpu

WORKDIR /source
COPY constraints.txt ./
# Torch by itself, since it is large and seldom changes; what it needs comes with the rest, from the ordinary index.
# What is thrown away serves to build upon torch and to test it (200 MB). The one program that stays is wanted by its import.
RUN python3 -m venv --without-pip /opt/mianjing \
    && python3 -m pip --python /opt/mianjing install --no-cache-dir --no-deps \
        ${TORCH_INDEX_URL:+--index-url "$TORCH_INDEX_URL"} "$(sed -n '/^torch==/p' constraints.txt)" \
    && rm -rf /opt/mianjing/lib/python3.11/site-packages/torch/include \
        /opt/mianjing/lib/python3.11/site-packages/torch/share \
        /opt/mianjing/lib/python3.11/site-packages/torch/test \
    && find /opt/mianjing/lib/python3.11/site-packages/torch/bin -type f ! -name torch_shm_manager -delete

COPY pyproject.toml README.md LICENSE ./
COPY knowledge knowledge
COPY graders graders
COPY bot bot
# By environment, constraints hold for what builds the package too.
RUN PIP_CONSTRAINT=/source/constraints.txt python3 -m pip --python /opt/mianjing install --no-cache-dir '.[judge]'


FROM base
# g++ for the tasks in C++, a font with Chinese in it for pictures, tini so that what outlives its parent is buried.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends fonts-wqy-microhei g++ tini \
    && rm -rf /var/lib/apt/lists/* \
    && groupadd --gid 10001 mianjing \
    && useradd --uid 10001 --gid 10001 --home-dir /data --no-create-home --shell /usr/sbin/nologin mianjing \
    && install --directory --owner 10001 --group 10001 --mode 0700 /data

COPY --from=build /opt/mianjing /opt/mianjing

# SQLite, where it is used, is in XDG_DATA_HOME. Nothing else is written but temporary files.
ENV PATH=/opt/mianjing/bin:/usr/local/bin:/usr/bin:/bin \
    LANG=C.UTF-8 \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    XDG_DATA_HOME=/data

ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Mianjing" \
      org.opencontainers.image.description="Interview practice for deep learning in a chat, graded by rules" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.version="$VERSION" \
      org.opencontainers.image.revision="$REVISION" \
      org.opencontainers.image.base.name="docker.io/library/debian:bookworm-slim"

# By number: Kubernetes cannot see that a name is not root.
USER 10001:10001
WORKDIR /data

# Without MIANJING_HEALTH_ADDRESS nothing listens, and the container counts as healthy for as long as it runs.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python3", "-c", "import http.client, os, sys; \
        address = os.environ.get('MIANJING_HEALTH_ADDRESS') or sys.exit(); \
        connection = http.client.HTTPConnection(address, timeout=4); \
        connection.request('GET', '/healthz'); \
        sys.exit(connection.getresponse().status != 200)"]

ENTRYPOINT ["tini", "--", "mianjing"]
CMD ["run"]
