# Builds hearth itself. `hearth bake` (or `docker buildx bake`) makes the image of bake.json.
FROM swift:6.3.1-bookworm AS build
RUN apt-get update \
    && apt-get install -y --no-install-recommends make libsqlite3-dev libzstd-dev libarchive-dev liblzma-dev libbz2-dev zlib1g-dev libssl-dev libyaml-dev libre2-dev libcrypt-dev \
        libcurl4-openssl-dev \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY . .
RUN make build

FROM debian:bookworm-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends libstdc++6 \
    && rm -rf /var/lib/apt/lists/*
COPY --from=build /src/.build/release/hearth /usr/local/bin/hearth
ENTRYPOINT ["hearth"]
